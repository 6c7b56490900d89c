"""The inspector: what is selected, with every number of it in full, to be typed over."""
