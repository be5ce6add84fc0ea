"""Extraction jobs with user-defined schemas."""
