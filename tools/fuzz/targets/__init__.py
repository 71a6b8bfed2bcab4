"""One target for each kind of input."""
