"""Saving what can be read of a damaged book into a new one.

SQLite gives up a table at the first page that it cannot follow. Here every page is read for itself
(`pages`), each table's rows are gathered by its tree and from pages that lost their way to it
(`salvage`), what an index still knows fills what the table lost (`mending`), and all of it goes
into a new book (`book`). The damaged file is only read.
"""
