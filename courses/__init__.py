"""The law and the lessons: statutes, citations, the catalogue of courses."""
