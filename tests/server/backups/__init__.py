"""Backups and what is made of them."""
