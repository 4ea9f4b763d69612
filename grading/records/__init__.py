"""The records database; the only code that talks to it."""
