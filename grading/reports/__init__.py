"""Figures read from the records."""
