"""What the book knows: functions over a Session that flush, never commit, never print."""
