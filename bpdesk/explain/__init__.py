"""Why a number is what it is: rules in symbols, the same with the numbers in. Knows nothing of Qt."""
