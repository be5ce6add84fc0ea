"""The drop folder: files that a mail server or a scanner leaves in FOLDER/tenant/administration go into the inbox.

A file that was taken on disappears; one that is refused moves to `refused` beside it, with a text that says why.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from auth.tables import Tenant, User
from bookkeeping.desk import Desk
from bookkeeping.inbox import Upload, upload
from bookkeeping.rows.administrations import Administration, AdministrationGrant, AllAdministrationsGrant
from bookkeeping.unpacking_child import MAX_FILE_BYTES, TYPES
from infra.machine import Machine
from wire import BusinessError, ServiceError

SETTLED_SECONDS = 2.0  # without a change: whoever writes it has finished
BATCH = 100
REFUSED = "refused"
log = structlog.get_logger(__name__)


def take(folder: Path, machine: Machine) -> int:
    """Take on what lies there, oldest first; return how many files."""
    files = sorted(_settled(folder), key=lambda file: file.stat().st_mtime)[:BATCH]
    for file in files:
        try:
            _take_one(machine, file)
        except ServiceError as error:
            _refuse(file, str(error))
            continue
        file.unlink()
    return len(files)


def _settled(folder: Path) -> Iterator[Path]:
    for file in folder.glob("*/*/*"):
        is_document = file.is_file() and not file.is_symlink() and not file.name.startswith(".")
        if is_document and time.time() - file.stat().st_mtime >= SETTLED_SECONDS:
            yield file


def _take_one(machine: Machine, file: Path) -> None:
    """Raises `ServiceError` if it cannot be taken on, ever."""
    if file.suffix.lower() not in TYPES:
        raise BusinessError("Files of this type are not read; those that are: %(types)s.", types=", ".join(TYPES))
    if file.stat().st_size > MAX_FILE_BYTES:
        raise BusinessError("The file is larger than %(size)s MB.", size=MAX_FILE_BYTES // 2**20)
    content = file.read_bytes()
    administration, user = _whose(machine, file.parent.parent.name, file.parent.name)
    name = hashlib.sha256(file.name.encode() + b"\0" + content).hexdigest()
    desk = Desk(machine, administration.tenant_id, user.id, user.login)
    upload(desk, Upload(administration.id, file.name[-255:], content, external_id=f"drop-{name}"))
    log.info("document dropped", tenant=administration.tenant_id, administration=administration.id)


def _whose(machine: Machine, tenant_code: str, code: str) -> tuple[Administration, User]:
    """The administration of the folder, and the first user who sees it: the document comes in as theirs."""
    with machine.database.system_session() as session:
        statement = select(Administration).join(Tenant, Tenant.id == Administration.tenant_id)
        administration = session.scalars(
            statement.where(Tenant.code == tenant_code.lower(), Administration.code == code)
        ).one_or_none()
        user = _first_user(session, administration) if administration is not None else None
    if administration is None:
        raise BusinessError(
            "There is no administration %(administration)s of tenant %(tenant)s.",
            administration=code,
            tenant=tenant_code,
        )
    if user is None:
        raise BusinessError("No user may see administration %(administration)s.", administration=code)
    return administration, user


def _first_user(session: Session, administration: Administration) -> User | None:
    everything = select(AllAdministrationsGrant.user_id)
    this = select(AdministrationGrant.user_id).where(AdministrationGrant.administration_id == administration.id)
    statement = select(User).where(
        User.tenant_id == administration.tenant_id,
        User.is_active,
        or_(User.id.in_(everything), User.id.in_(this)),
    )
    return session.scalars(statement.order_by(User.id)).first()


def _refuse(file: Path, reason: str) -> None:
    folder = file.parent / REFUSED
    folder.mkdir(exist_ok=True)
    file.replace(folder / file.name)
    (folder / f"{file.name}.txt").write_text(f"{reason}\n")
    log.warning("dropped document refused", reason=reason)
