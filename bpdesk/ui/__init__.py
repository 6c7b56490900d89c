"""The window. Only this package imports Qt or pyqtgraph."""
