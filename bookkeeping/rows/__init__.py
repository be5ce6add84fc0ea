"""The tables of this room, a module per subject."""
