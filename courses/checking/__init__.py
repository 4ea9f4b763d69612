"""Checking content against the law: citations, their standing on a day, figures, rules uncited."""
