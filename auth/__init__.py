"""Tenants, users, passwords, tokens and permissions."""
