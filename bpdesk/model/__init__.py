"""What a document is and how it may change. Knows nothing of files, computation or windows."""
