"""The application that puts the rooms together."""
