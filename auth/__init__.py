"""Tenants, users, passwords, second factors, tokens and permissions; the token endpoints.

What other rooms use: `requires("Api.Air")` on a view, `current_tenant()` and `current_user()` inside it.
"""

from auth.access import CurrentUser, current_tenant, current_user, install, requires
from auth.permissions import PERMISSIONS

__all__ = ["PERMISSIONS", "CurrentUser", "current_tenant", "current_user", "install", "requires"]
