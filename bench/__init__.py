"""Measurements: large books, and the time that whole commands take on them."""
