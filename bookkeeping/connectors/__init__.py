"""Connectors: the ways a booking can take to an accounting system. A new one is one module here, see the docs.

What the flow uses: `CONNECTORS` to list them, `check_options` when an administration is set up, `connect` to export.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import marshmallow as ma

from bookkeeping.connectors.interface import Connector, Exported, ExportFailed, Outlets
from wire import EntityNotFound, InvalidInput
from wire.parser import problems_of

__all__ = ["CONNECTORS", "Connector", "ExportFailed", "Exported", "Outlets", "check_options", "connect"]


def check_options(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a connector as they may be stored: checked, with defaults, JSON values.

    Raises:
        EntityNotFound: there is no such connector.
        InvalidInput: an option is missing or wrong.
    """
    schema = _kind(name).options()
    try:
        loaded = schema.load(dict(options))
    except ma.ValidationError as error:
        raise InvalidInput.of(problems_of(error, "options.")) from error
    return dict(schema.dump(loaded))


def connect(name: str, options: Mapping[str, Any], outlets: Outlets) -> Connector:
    """The connector with stored options; raises like `check_options`."""
    return _kind(name).open(check_options(name, options), outlets)


def _kind(name: str) -> type[Connector]:
    if name not in CONNECTORS:
        raise EntityNotFound("connector", name)
    return CONNECTORS[name]


def _found() -> dict[str, type[Connector]]:
    """Every `CONNECTOR` of a module in this package, by its name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    kinds = [module.CONNECTOR for module in modules if hasattr(module, "CONNECTOR")]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.name)}


CONNECTORS: Mapping[str, type[Connector]] = _found()
