"""Lessons studied and practice."""
