"""What is written for other programs: text only, no Qt."""
