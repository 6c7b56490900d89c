"""Runs: a document's start, its changes, and every moment between."""
