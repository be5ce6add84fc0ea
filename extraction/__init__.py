"""Extraction jobs: any document, any schema. Schemas, jobs, API keys, and the wire they are spoken with."""
