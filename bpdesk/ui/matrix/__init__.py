"""The page that shows an iteration in matrix form: native grids of numbers with drawn brackets, laid out, painted and pointed at."""
