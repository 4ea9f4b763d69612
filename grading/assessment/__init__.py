"""The year-end assessment: what counts, by which policy, and who meets it."""
