"""Documents being read: the operation, its bytes, its job, its endpoints."""
