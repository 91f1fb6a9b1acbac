"""domain: the words every floor shares. Standard library and pydantic only, nothing that acts."""
