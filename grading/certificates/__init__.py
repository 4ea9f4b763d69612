"""Certificates of training: who has earned one, the document, and the check whether one holds."""
