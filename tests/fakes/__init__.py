"""fakes: the model, the clock and the outside world. Everything else in the tests is real."""
