"""Voila notebooks and their figures; they run in kernels."""
