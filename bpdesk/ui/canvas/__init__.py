"""The network's picture: a scene of nodes, edges and labels, and the view that shows it."""
