"""Taking in: contacts, calls, tables of any kind, and whole books; each row once."""
