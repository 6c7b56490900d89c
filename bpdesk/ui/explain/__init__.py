"""The page that explains what is selected: formulas in symbols and numbers, laid out, painted and pointed at."""
