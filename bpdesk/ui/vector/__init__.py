"""Pictures made of shapes and words: a painting is recorded once, and drawn as often as wanted: on an image, as SVG, as PDF.

What is painted isn't known here. A new format is a file here that walks the marks of a `Drawing`.
"""
