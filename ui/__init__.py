"""ui: the console. It imports the words in `domain` and talks HTTP; it knows no other floor."""
