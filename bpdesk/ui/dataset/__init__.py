"""The data table: training and test rows, typed, pasted, added and removed."""
