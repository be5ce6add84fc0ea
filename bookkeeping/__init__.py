"""Administrations, inbox, proposals, connectors."""
