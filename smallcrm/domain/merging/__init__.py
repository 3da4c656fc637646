"""Two contacts become one, and nothing is lost."""
