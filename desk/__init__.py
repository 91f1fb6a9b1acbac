"""desk: people who judge. It files, shows and settles requests; it never carries anything out."""
