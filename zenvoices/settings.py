"""Every setting of the service. They enter here once: defaults, then the environment, then a caller's overrides.

`docs/configuration.md` shows this class as a table; a test keeps the two alike.
"""

# ruff: noqa: RUF009  # `setting` makes a dataclass field

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from extraction.limits import Limits
from extraction.llm import LanguageModel, parse_models
from training.custom.gates import OPERATIONS, VALUES, Gates, parse_gates

PREFIX = "ZENVOICES_"
MAX_SOCKET_PATH = 100  # bytes; the system allows 107
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


class BadSetting(ValueError):
    """A setting that cannot be understood; the message names its variable."""


def setting(default: Any, meaning: str, *, variable: str | None = None, shown: str | None = None) -> Any:
    """A field of `Settings`. `shown` describes a default that is made from other settings."""
    return field(default=default, metadata={"meaning": meaning, "variable": variable, "shown": shown})


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. Secrets have no default."""

    data: Path = setting("var", "State directory: database, documents, sockets, logs", variable="ZENVOICES_DATA")
    port: int = setting(8000, "Port of the API", variable="PORT")
    host: str = setting("127.0.0.1", "Address the API listens on; 0.0.0.0 for every one of this machine")
    admin_password: str | None = setting(
        None, "Password of the demo user when it is made; without it one is made up and printed once"
    )
    database_url: str = setting(
        "",
        "SQL database: sqlite:///file or postgresql://user:password@host/name",
        shown="SQLite in the state directory",
    )
    redis_url: str = setting(
        "", "Redis: redis://host:6379/0 or unix:///socket; one that is set is not started by us", shown="a private one"
    )
    blobs_url: str = setting(
        "",
        "Where documents are kept: a folder or an fsspec URL such as s3://bucket/prefix",
        shown="the state directory",
    )
    exports_url: str = setting(
        "",
        "Where files for accounting systems go: a folder or an fsspec URL, a folder per tenant in it",
        shown="the state directory",
    )
    allowed_hosts: str = setting(
        "", "Hosts, separated by commas, that may be reached although they are not public https (own network, tests)"
    )
    drop_folder: str = setting(
        "", "Folder whose files go into the inbox: put them into FOLDER/tenant/administration, whole e-mails too"
    )
    workers: int = setting(2, "Worker processes that read documents")
    threads: int = setting(32, "Requests the API answers at the same time; one that waits for a document counts")
    webhook_workers: int = setting(1, "Worker processes that call webhooks")
    webhook_pauses: str = setting("60,120,240,480,960", "Seconds before a webhook call that failed is made again")
    webhook_max_failures: int = setting(15, "Failed calls in a row after which a webhook subscription is switched off")
    webhook_log_days: int = setting(30, "Days that webhook deliveries are kept in the log")
    ocr_engine: str = setting(
        "auto", "OCR: tesseract, rapidocr, both, or auto (Tesseract, and both where that is unsure)"
    )
    ocr_sure: float = setting(
        0.93, "With auto: how sure Tesseract must be of a page (0 to 1) for its reading to be enough; lower is faster"
    )
    training_operations: int = setting(OPERATIONS, "Validated operations that a model needs to be trained")
    training_values: int = setting(VALUES, "Validated values that a field needs to be trained")
    training_values_of: str = setting("", "Fields that need another number of values: InvoiceNumber=15,DueDate=8")
    requests_per_second: int = setting(10, "Requests a second that a user may send to one endpoint")
    key_requests_per_minute: int = setting(100, "Requests a minute to the extraction jobs API that an API key may send")
    business_requests_per_minute: int = setting(300, "The same for all API keys of a tenant together")
    job_storage_bytes: int = setting(
        10 * 1024**3, "What the files of all extraction jobs of a tenant may take; deleting jobs makes room"
    )
    language_models: str = setting(
        "",
        "Language models that schemas of extraction jobs may name, as JSON: name, and in it url, model, and maybe key "
        "and seconds; without it none is ever asked",
    )
    max_request_bytes: int = setting(27 * 1024 * 1024, "Largest request; 25 MB of base64 and some more")
    trusted_proxies: int = setting(0, "How many reverse proxies in front may say who the caller is (X-Forwarded-For)")
    log_format: str = setting("auto", "Form of the log: text, json, or auto (text on a terminal)")
    log_level: str = setting("info", "Least important line in the log: debug, info, warning or error")

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", Path(self.data))  # a text will do too
        self.pauses, self.llms  # noqa: B018  # they raise if they cannot be understood
        try:
            parse_gates(self.training_values_of)
        except ValueError as error:
            raise BadSetting(f"{PREFIX}TRAINING_VALUES_OF: {error}") from error

    @property
    def database(self) -> str:
        """The URL of the database, made from the state directory if none is set."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'zenvoices.db'}"

    @property
    def redis(self) -> str:
        return self.redis_url or f"unix://{_socket_path(self.data.resolve())}"

    @property
    def blobs(self) -> str:
        return self.blobs_url or str(self.data.resolve() / "blobs")

    @property
    def exports(self) -> str:
        return self.exports_url or str(self.data.resolve() / "exports")

    @property
    def pauses(self) -> tuple[float, ...]:
        """Raises `BadSetting`."""
        try:
            return tuple(float(part) for part in self.webhook_pauses.split(",") if part.strip())
        except ValueError as error:
            raise BadSetting("ZENVOICES_WEBHOOK_PAUSES must be numbers separated by commas") from error

    @property
    def gates(self) -> Gates:
        """How much must be validated before training."""
        return Gates(self.training_operations, self.training_values, parse_gates(self.training_values_of))

    @property
    def limits(self) -> Limits:
        """How much a key and a business may ask of the extraction jobs API."""
        return Limits(self.key_requests_per_minute, self.business_requests_per_minute, self.job_storage_bytes)

    @property
    def llms(self) -> Mapping[str, LanguageModel]:
        """Language models by name; raises `BadSetting`."""
        try:
            return parse_models(self.language_models)
        except ValueError as error:
            raise BadSetting(f"{PREFIX}LANGUAGE_MODELS {error}") from error

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(host.strip() for host in self.allowed_hosts.split(",") if host.strip())


def _socket_path(data: Path) -> Path:
    """In the state directory, or in the temporary one if the path would be too long for a socket."""
    path = data / "redis.sock"
    if len(os.fsencode(path)) <= MAX_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"zenvoices-{os.getuid()}-{name}", "redis.sock")


def load_settings(overrides: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Defaults, then the environment, then `overrides` by name of the field.

    Raises:
        BadSetting: a value is not of its type, or an override has an unknown name.
    """
    environment = os.environ if environment is None else environment
    values = {known.name: _read(known, environment[variable_of(known)]) for known in _set_in(environment)}
    names = {known.name for known in fields(Settings)}
    if unknown := sorted(set(overrides or {}) - names):
        raise BadSetting(f"unknown settings: {', '.join(unknown)}")
    return Settings(**(values | dict(overrides or {})))


def variable_of(known: Field[Any]) -> str:
    """The environment variable of a field of `Settings`."""
    return known.metadata["variable"] or PREFIX + known.name.upper()


def shown_default(known: Field[Any]) -> str:
    """A field's default, as documentation shows it."""
    if known.metadata["shown"]:
        return str(known.metadata["shown"])
    return "none" if known.default in (None, "", MISSING) else f"`{known.default}`"


def table() -> str:
    """All settings as a Markdown table."""
    lines = ["| Variable | Default | Meaning |", "| --- | --- | --- |"]
    for known in fields(Settings):
        lines.append(f"| `{variable_of(known)}` | {shown_default(known)} | {known.metadata['meaning']} |")
    return "\n".join(lines) + "\n"


def _set_in(environment: Mapping[str, str]) -> list[Field[Any]]:
    return [known for known in fields(Settings) if environment.get(variable_of(known), "") != ""]


def _read(known: Field[Any], text: str) -> Any:
    readers = {"int": int, "float": float, "bool": _read_bool, "Path": Path}
    try:
        return readers.get(str(known.type), str)(text)
    except ValueError as error:
        raise BadSetting(f"{variable_of(known)} must be of type {known.type}, not {text!r}") from error


def _read_bool(text: str) -> bool:
    if text.lower() not in TRUE + FALSE:
        raise ValueError(text)
    return text.lower() in TRUE


if __name__ == "__main__":
    print(table(), end="")
