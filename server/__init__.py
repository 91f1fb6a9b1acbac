"""server: the doors. Each validates, refuses in words, and calls the house's verbs."""
