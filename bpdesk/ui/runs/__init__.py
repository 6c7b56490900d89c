"""The list of runs: what is told of each, and what can be done with it."""
