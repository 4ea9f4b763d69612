"""Everything that people see and touch: portal, widgets, dashboards, command line."""
