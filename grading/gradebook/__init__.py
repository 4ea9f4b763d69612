"""nbgrader: source notebook, release, fast scoring, feedback."""

import courses  # noqa: F401 - before nbgrader, whose import it shortens
