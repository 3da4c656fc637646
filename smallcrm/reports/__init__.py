"""Read-only questions: a session, a period and today, to frozen dataclasses."""
