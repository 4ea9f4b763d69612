"""Marking by hand: what waits for markers, their marks, and when a result is complete."""
