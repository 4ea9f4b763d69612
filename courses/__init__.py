"""The law and the lessons: statutes, citations, the catalogue of courses."""

from courses.late_grammar import put_off_the_grammar

put_off_the_grammar()
