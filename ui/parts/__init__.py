"""parts: small pieces of the screens. What people or agents wrote reaches them as data only."""
