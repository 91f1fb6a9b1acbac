"""screens: one file each: read, show, ask, send."""
