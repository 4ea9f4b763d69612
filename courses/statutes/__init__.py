"""The law as data: instruments, citations, working days and time limits."""
