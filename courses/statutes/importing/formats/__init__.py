"""Reading files of every kind as lines: one module for each kind of file."""
