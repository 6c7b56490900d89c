"""Check my hand calculation: the value that the next step shows is asked for before it is shown."""
