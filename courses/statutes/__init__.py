"""Instruments, articles, citations, and what time does to them."""
