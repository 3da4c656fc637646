"""A person's rights over what is kept: restriction, disclosure, erasure."""
