"""What comes in from files and goes out to them: documents, examples, safe writing."""
