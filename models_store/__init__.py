"""Model artifacts: load, publish, roll back; `pretrained/` holds the shipped models."""
