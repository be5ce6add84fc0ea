"""Our calls when something ends."""
