"""Tests of the commands; a package, so that a file may be called as one in another folder is."""
