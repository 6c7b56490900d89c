"""Check my hand calculation: what is right for a value that is asked for, and what each usual slip makes of it."""
