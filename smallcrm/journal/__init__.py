"""The journal that the recorder keeps: what a step did, taking it back, doing it again.

A step is an order by the owner: `reverses` is empty. An undo is a step of its own that names the
one it took back; a redo is one that names the undo. Everything up to a step that names itself is
being forgotten, see `pruning`.
"""
