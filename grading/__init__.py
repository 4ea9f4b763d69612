"""Scores, records and the year; the only code that opens the databases."""
