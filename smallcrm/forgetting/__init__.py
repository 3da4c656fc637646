"""Forgetting a person everywhere: in the book, in its copies, and where exports still hold him."""
