"""A view behind a permission, and ways to log in over the wire."""

from __future__ import annotations

from typing import Any

import pytest
from flask.views import MethodView

from auth import current_tenant, current_user, requires
from wire import Blueprint

PASSWORD = "correct horse battery"


def _blueprint() -> Blueprint:
    blueprint = Blueprint("Guarded", __name__, url_prefix="/public-api/v1")

    @blueprint.route("/guarded")
    class Guarded(MethodView):
        @requires("Api.Air", "Api.Inbox")
        @blueprint.response(200)
        def get(self) -> dict[str, Any]:
            """Who am I, behind two permissions"""
            return {"login": current_user().login, "tenant": current_tenant()}

    @blueprint.route("/anyone")
    class Anyone(MethodView):
        @requires()
        @blueprint.response(200)
        def get(self) -> str:
            """Who am I, behind a login"""
            return current_user().login

    return blueprint


@pytest.fixture
def app(app: Any) -> Any:
    app.register_blueprint(_blueprint())
    return app


@pytest.fixture
def ask_tokens(client: Any) -> Any:
    """TokenLogin; the whole response."""

    def ask(name: str = "api", password: str = PASSWORD, tenant: str | None = "voorbeeld", **more: Any) -> Any:
        address = more.pop("address", "127.0.0.1")
        body = {"userNameOrEmailAddress": name, "password": password, "tenancyName": tenant, **more}
        return client.post("/api/TokenAuth/TokenLogin", json=body, environ_overrides={"REMOTE_ADDR": address})

    return ask


@pytest.fixture
def whoami(client: Any) -> Any:
    """Status of a view that needs a login, with this access token."""

    def ask(token: str) -> int:
        return client.get("/public-api/v1/anyone", headers={"Authorization": f"Bearer {token}"}).status_code

    return ask
