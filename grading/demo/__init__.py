"""A bureau that does not exist, with a year of study, for showing the platform."""
