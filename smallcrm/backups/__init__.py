"""Copies of the book: making them, keeping some, looking into them, going back to one.

`due` says cheaply whether the day still lacks its copy; everything else is imported only when a
copy is made, listed or restored.
"""
