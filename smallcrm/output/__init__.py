"""Plain data to what the owner sees; the screen is the only user of Rich."""
