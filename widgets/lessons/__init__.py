"""Widgets for lesson notebooks; they run in kernels."""
