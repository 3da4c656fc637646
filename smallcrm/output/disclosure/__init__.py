"""What is held about a person, as a page for that person and as JSON."""
