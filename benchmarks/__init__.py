"""benchmarks: Countersign beside its peers in one run; ratios, not seconds."""
