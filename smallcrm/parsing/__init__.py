"""Words to values: dates, phones, names, text; pure, no session."""
