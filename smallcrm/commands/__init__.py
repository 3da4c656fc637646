"""The command tree's parts: one file per noun, no SQL, no Rich."""
