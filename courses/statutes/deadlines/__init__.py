"""Working days, time limits and the days that follow from the dates of a case."""
