"""The recognition library: bytes in, fields and line items out. Knows no Flask, database, queue or environment."""
