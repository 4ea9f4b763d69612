"""What holds for every test."""

from hypothesis import settings

# A slow machine is no fault of the code: no example is failed for the time it took.
settings.register_profile("xuefa", deadline=None)
settings.load_profile("xuefa")
