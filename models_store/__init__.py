"""Model artifacts: load, publish, roll back; `pretrained/` holds the shipped models."""

from models_store.loading import load_pretrained, load_schema_models, pretrained

__all__ = ["load_pretrained", "load_schema_models", "pretrained"]
