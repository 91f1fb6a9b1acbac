"""nodes: the verbs of a turn, one a file. Any of them may be entered any number of times."""
