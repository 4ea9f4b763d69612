"""Leadership study: the yearly plan, meetings with attendance, duties with evidence, reports."""
