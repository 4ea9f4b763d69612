"""Rosters: enterprises and people from a workbook, compared with the records, then applied."""
