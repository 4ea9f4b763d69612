"""A visibly invented bureau for trying the platform."""
