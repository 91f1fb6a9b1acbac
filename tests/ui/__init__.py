"""ui: the screens against a client of values, without a server or a browser."""
