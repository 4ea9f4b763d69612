"""The question bank, papers, and the marking of single answers."""
