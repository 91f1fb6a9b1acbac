"""backups: the whole house in one archive, and a house made from it. No house is open here.

Rooms below are used directly: a backup is of rows and files, not of verbs.
"""
