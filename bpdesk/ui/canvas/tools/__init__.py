"""Each gesture of the mouse as an object that begins with what it was made from, and moves, ends or is cancelled.

A new gesture is one file here, and the line in `press` that says where it begins.
"""
