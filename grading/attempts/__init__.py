"""Exams from the first question to the result."""
