"""commands: the house from a terminal, one file for each group of commands."""
