"""Handing out: every part of the book as plain records."""
