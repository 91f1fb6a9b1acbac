"""pool: people who act in the field: offers, claims, proofs. It knows neither desk nor tools."""
