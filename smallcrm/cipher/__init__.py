"""The optional encryption of a book, by SQLCipher; loaded only for an encrypted one."""
