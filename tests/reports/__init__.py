"""Tests of the reports; a package, so that a file may be called as one in another folder is."""
