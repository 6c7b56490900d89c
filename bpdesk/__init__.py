"""bpdesk: draw a neural network, step through backpropagation, see every number."""

__version__ = "0.1.0"
