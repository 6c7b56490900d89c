"""Plots against the iteration: `PlotPanel` on screen, `paint_plots` for a picture, both over the same `PlotFigure`.

What is drawn comes in as `PlotContent`; nothing here knows a run or a session. A new quantity is another panel with other curves.
"""
