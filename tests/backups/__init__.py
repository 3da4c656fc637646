"""Tests of the copies of the book."""
