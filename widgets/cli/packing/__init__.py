"""Putting everything a machine without internet needs into one folder."""
