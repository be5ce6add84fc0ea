"""The token endpoints; the only ones that need no access token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request
from flask.views import MethodView
from flask_babel import gettext

from auth import login as logins
from auth import tokens
from auth.access import auth
from auth.schemas import (
    AuthenticateInput,
    RefreshTokenInput,
    RefreshTokenQuery,
    RefreshTokenSchema,
    TokenLoginInput,
    TokenLoginSchema,
)
from auth.second_factor import PROVIDER
from wire import Blueprint, BusinessError, InvalidInput
from wire.blueprint import error_response

CODE_NEEDED = "A verification code of your authenticator app is needed."
NEEDS_SECOND_FACTOR = "This user needs a second factor; log in with TokenLogin."
NO_ACCESS = {"accessToken": None, "expireInSeconds": 0, "accessTokenExpirationDateTimeUtc": None}
FOR_ANYONE: dict[str, Any] = {"security": [], "responses": error_response(401)}

blueprint = Blueprint("TokenAuth", __name__, url_prefix="/api", description="Logging in")


@blueprint.route("/TokenAuth/TokenLogin")
class TokenLogin(MethodView):
    @blueprint.doc(**FOR_ANYONE)
    @blueprint.arguments(TokenLoginInput)
    @blueprint.response(200, TokenLoginSchema)
    def post(self, credentials: dict[str, Any]) -> dict[str, Any]:
        """Log in: name and password for an access token and a refresh token"""
        return _answer(_log_in(**credentials))


@blueprint.route("/TokenAuth/RefreshToken")
class RefreshToken(MethodView):
    @blueprint.doc(**FOR_ANYONE)
    @blueprint.arguments(RefreshTokenQuery, location="query")
    @blueprint.arguments(RefreshTokenInput, required=False)
    @blueprint.response(200, RefreshTokenSchema)
    def post(self, query: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Exchange a refresh token, in the query string or the body, for a new access token"""
        refresh_token = query["refreshToken"] or body["refreshToken"]
        if not refresh_token:
            raise InvalidInput("refreshToken is required.", "refreshToken")
        access = logins.refresh(auth().database, refresh_token)
        return _access(access) | {"encryptedAccessToken": None}


@blueprint.route("/Account/Authenticate")
class Authenticate(MethodView):
    @blueprint.doc(**FOR_ANYONE, deprecated=True)
    @blueprint.arguments(AuthenticateInput)
    @blueprint.response(200)
    def post(self, credentials: dict[str, Any]) -> str:
        """Obsolete, use TokenLogin: the result is an access token of two hours, as text"""
        login = _log_in(**credentials, life=tokens.OBSOLETE_ACCESS_LIFE)
        if login.access is None:
            raise BusinessError(NEEDS_SECOND_FACTOR)
        return login.access.text


def _log_in(*, life: timedelta = tokens.ACCESS_LIFE, **credentials: Any) -> logins.Login:
    known, address = logins.Credentials(**credentials), request.remote_addr or ""
    return logins.log_in(auth().database, auth().throttle, known, address=address, life=life)


def _answer(login: logins.Login) -> dict[str, Any]:
    needs_code = login.access is None
    return {
        **(_access(login.access) if login.access else NO_ACCESS),
        "loginVerificationCode": login.challenge,
        "requiresTwoFactorVerification": needs_code,
        "twoFactorAuthProviders": [PROVIDER] if needs_code else None,
        "refreshToken": login.refresh_token,
        "refreshTokenExpireInSeconds": 0 if needs_code else int(tokens.REFRESH_LIFE.total_seconds()),
        "errorMessage": gettext(CODE_NEEDED) if needs_code else None,
    }


def _access(access: tokens.AccessToken) -> dict[str, Any]:
    return {
        "accessToken": access.text,
        "expireInSeconds": access.life_seconds,
        "accessTokenExpirationDateTimeUtc": access.expires_at,
    }
