"""policy: may it happen. Pure: it reads no clock, no file and no row."""
