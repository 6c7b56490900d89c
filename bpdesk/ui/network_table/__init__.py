"""The table of all nodes and connections, at the side."""
