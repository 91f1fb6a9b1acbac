"""Commands, each as somebody types it."""
