"""What the oversight record says."""
