"""Text or bytes to plain records and back; no session."""
