"""Charts over values: the cost's landscape, the output over the plane of inputs. Each is a value that paints itself at any size.

The same painting is shown in a panel and recorded for a picture; areas are filled contours, never pixels.
"""
