"""The pages, with login in their header and all files from this machine: Swagger UI, and keys and schemas."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory, url_for
from swagger_ui_bundle import swagger_ui_path
from werkzeug.exceptions import NotFound

from extraction import endpoints as extraction
from wire.application import DOCUMENT_URL, TITLE

DOCUMENTS = {TITLE: DOCUMENT_URL, extraction.TITLE: extraction.DOCUMENT_URL}  # of the APIs: name -> address
DASHBOARD = "API keys and schemas"
CHOSEN = "urls.primaryName"  # as in other Swagger UIs
SWAGGER_UI_FILES = (
    "swagger-ui.css",
    "swagger-ui-bundle.js",
    "favicon-16x16.png",
    "favicon-32x32.png",
)
OWN_FILES = ("portal.css", "portal.js", "swagger.js", "dashboard.js")
CACHE_SECONDS = 3600

blueprint = Blueprint("pages", __name__, template_folder="templates")


@blueprint.get("/")
def home() -> Response:
    return redirect(url_for("pages.swagger", **{CHOSEN: TITLE}))  # type: ignore[return-value]


@blueprint.get("/swagger")
@blueprint.get("/swagger/index.html")
def swagger() -> str:
    wanted = request.args.get(CHOSEN, TITLE)
    title = wanted if wanted in DOCUMENTS else TITLE
    return render_template("swagger.html", title=title, pages=_pages(), document_url=DOCUMENTS[title])


@blueprint.get("/dashboard")
def dashboard() -> str:
    return render_template("dashboard.html", title=DASHBOARD, pages=_pages())


@blueprint.get("/swagger/<string:name>")
def file(name: str) -> Response:
    if name in OWN_FILES:
        return send_from_directory(f"{blueprint.root_path}/static", name, max_age=CACHE_SECONDS)
    if name in SWAGGER_UI_FILES:
        return send_from_directory(swagger_ui_path, name, max_age=CACHE_SECONDS)
    raise NotFound


def _pages() -> dict[str, str]:
    """The pages by name, with their addresses."""
    documents = {name: url_for("pages.swagger", **{CHOSEN: name}) for name in DOCUMENTS}  # type: ignore[arg-type]
    return documents | {DASHBOARD: url_for("pages.dashboard")}
