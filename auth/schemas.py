"""The token endpoints on the wire."""

from __future__ import annotations

import marshmallow as ma

from wire import Schema, UtcDateTime
from wire.validators import MaxLength, NotEmpty

NAME, SECRET = MaxLength(256), MaxLength(4096)


class TokenLoginInput(Schema):
    userNameOrEmailAddress = ma.fields.String(
        required=True, attribute="name", validate=[NotEmpty(), NAME], metadata={"description": "Login name or e-mail"}
    )
    password = ma.fields.String(required=True, validate=[NotEmpty(), SECRET], metadata={"format": "password"})
    tenancyName = ma.fields.String(
        load_default=None,
        attribute="tenancy_name",
        validate=NAME,
        metadata={"description": "Code of the organisation; needed if the login name exists in several"},
    )
    twoFactorVerificationCode = ma.fields.String(
        load_default=None, attribute="code", validate=NAME, metadata={"description": "From the authenticator app"}
    )
    loginVerificationCode = ma.fields.String(
        load_default=None,
        attribute="challenge",
        validate=SECRET,
        metadata={"description": "What the first step of a login with second factor answered"},
    )


class TokenLoginSchema(Schema):
    accessToken = ma.fields.String(required=True, allow_none=True)
    expireInSeconds = ma.fields.Integer(required=True)
    accessTokenExpirationDateTimeUtc = UtcDateTime(required=True, allow_none=True)
    loginVerificationCode = ma.fields.String(required=True, allow_none=True)
    requiresTwoFactorVerification = ma.fields.Boolean(required=True)
    twoFactorAuthProviders = ma.fields.List(ma.fields.String(), required=True, allow_none=True)
    refreshToken = ma.fields.String(required=True, allow_none=True)
    refreshTokenExpireInSeconds = ma.fields.Integer(required=True)
    errorMessage = ma.fields.String(required=True, allow_none=True)


class RefreshTokenQuery(Schema):
    refreshToken = ma.fields.String(load_default=None, validate=SECRET)


class RefreshTokenInput(Schema):
    refreshToken = ma.fields.String(load_default=None, validate=SECRET)


class RefreshTokenSchema(Schema):
    accessToken = ma.fields.String(required=True)
    encryptedAccessToken = ma.fields.String(required=True, allow_none=True)
    expireInSeconds = ma.fields.Integer(required=True)
    accessTokenExpirationDateTimeUtc = UtcDateTime(required=True)


class AuthenticateInput(Schema):
    usernameOrEmailAddress = ma.fields.String(required=True, attribute="name", validate=[NotEmpty(), NAME])
    password = ma.fields.String(required=True, validate=[NotEmpty(), SECRET], metadata={"format": "password"})
    tenancyName = ma.fields.String(load_default=None, attribute="tenancy_name", validate=NAME)
