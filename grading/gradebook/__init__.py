"""nbgrader: source notebook, release, fast scoring, feedback."""
