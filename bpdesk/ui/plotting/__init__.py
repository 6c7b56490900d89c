"""What the window plots: which plots there are, what is ticked in each, and where its curves come from.

`plots` draws what it is handed; here it is decided what that is.
"""
