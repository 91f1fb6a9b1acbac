"""browser: the real server and real browsers, with a crash in between."""
