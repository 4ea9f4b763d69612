"""The tables that come with the package, each a CSV file and the module that reads it."""
