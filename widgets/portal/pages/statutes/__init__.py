"""The statute reader: browsing, searching, and the page of an article."""
