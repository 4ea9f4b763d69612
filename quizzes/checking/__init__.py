"""Checking questions, and all content together, against the law."""
