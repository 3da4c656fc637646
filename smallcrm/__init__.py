"""smallcrm: a customer book for the owner of a small shop, kept from the terminal."""

__version__ = "0.1.0"
