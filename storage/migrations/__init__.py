"""migrations: how the tables came to be, in order. Applied under a lock when a house opens."""
