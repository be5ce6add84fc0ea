"""Model artifacts: load, publish, roll back; `pretrained/` holds the shipped models."""

from models_store.loading import load_pretrained, pretrained

__all__ = ["load_pretrained", "pretrained"]
