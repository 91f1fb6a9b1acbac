"""benchmarks: what they claim to have measured was really done. Never how long it took."""
