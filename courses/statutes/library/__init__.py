"""Imported official texts: their shape, where they are kept, searching and comparing them."""
