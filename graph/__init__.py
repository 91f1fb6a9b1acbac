"""graph: the road; wiring, runner and the verbs of the house."""
