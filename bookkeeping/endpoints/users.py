"""The users of the tenant."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import USERS_READ
from auth.tables import User
from bookkeeping import users
from bookkeeping.endpoints.shared import API, ID, FilterInput, desk
from wire import Blueprint, Schema, UtcDateTime
from wire.paging import PagedResult, PagingInput, paged, sortable_by

blueprint = Blueprint("Users", __name__, url_prefix=f"{API}/user", description="Who may log in")


class UserSchema(Schema):
    id = ma.fields.Integer(required=True)
    userName = ma.fields.String(required=True, attribute="login")
    name = ma.fields.String(required=True, attribute="first_name")
    surname = ma.fields.String(required=True)
    emailAddress = ma.fields.String(required=True, allow_none=True, attribute="email")
    isActive = ma.fields.Boolean(required=True, attribute="is_active")
    creationTime = UtcDateTime(required=True, attribute="created_at")


SORTABLE = sortable_by(UserSchema, User)


class UserDetailsSchema(Schema):
    id = ma.fields.Integer(required=True, attribute="user.id")
    userName = ma.fields.String(required=True, attribute="user.login")
    name = ma.fields.String(required=True, attribute="user.first_name")
    surname = ma.fields.String(required=True, attribute="user.surname")
    emailAddress = ma.fields.String(required=True, allow_none=True, attribute="user.email")
    isActive = ma.fields.Boolean(required=True, attribute="user.is_active")
    creationTime = UtcDateTime(required=True, attribute="user.created_at")
    cultureName = ma.fields.String(required=True, attribute="user.language")
    roleNames = ma.fields.Function(
        lambda rights: [], metadata={"type": "array", "items": {"type": "string"}, "description": "There are no roles"}
    )
    grantedPermissionNames = ma.fields.List(ma.fields.String(), required=True, attribute="permissions")
    areAllAdministrationsGranted = ma.fields.Boolean(required=True, attribute="has_all_administrations")
    grantedAdministrationIds = ma.fields.List(ma.fields.Integer(), required=True, attribute="administration_ids")


class WrappedUserSchema(Schema):
    user = ma.fields.Nested(UserDetailsSchema, required=True)


class UsersInput(PagingInput, FilterInput):
    isActive = ma.fields.Boolean(attribute="is_active")


@blueprint.route("/list")
class Users(MethodView):
    @requires(USERS_READ)
    @blueprint.arguments(UsersInput)
    @blueprint.response(200, paged(UserSchema))
    def post(self, asked: dict[str, Any]) -> PagedResult:
        """List the users of the organisation"""
        return users.page(desk(), asked, SORTABLE)


@blueprint.route(f"/<{ID}:user_id>")
class OneUser(MethodView):
    @requires(USERS_READ)
    @blueprint.response(200, WrappedUserSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def get(self, user_id: int) -> dict[str, Any]:
        """Read one user, with permissions and administrations"""
        return {"user": users.one(desk(), user_id)}
