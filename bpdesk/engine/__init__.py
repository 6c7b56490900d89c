"""Computes what a document means: compile it to a Program, step, trace, check. Imports of `step` load the compiled kernel."""
