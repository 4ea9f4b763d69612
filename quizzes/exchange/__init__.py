"""Questions from and for other programs: nothing is lost on the way without being named."""
