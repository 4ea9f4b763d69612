"""Whether a sound is noise pollution in law, and how much of it falls into the night."""
