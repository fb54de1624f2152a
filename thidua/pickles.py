"""Values as bytes, for other processes and for the next build, and back again, without letting the bytes decide what runs.

A cache may come from elsewhere: somebody may commit one beside the articles. So only classes are made that are this program's own values or
plain ones of the standard library; a pickle that names anything else, a function above all, is refused. JSON was rejected: it would need a
reader for every class of the model.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

_PLAIN = {(kind.__module__, kind.__qualname__): kind for kind in (date, datetime, time, timedelta, timezone, Decimal, ZoneInfo)}
_OWN = ("thidua.model.", "thidua.catalog.", "thidua.sources.", "thidua.vietnamese.", "thidua.builder.", "thidua.site.", "thidua.problems.")


def _zone(zone: ZoneInfo) -> tuple[type[ZoneInfo], tuple[str]]:
    """Write a time zone as its class and name: by itself it would name a function."""
    return ZoneInfo, (zone.key,)


def dump(value: object) -> bytes:
    """Return a value as bytes."""
    whole = io.BytesIO()
    pickler = pickle.Pickler(whole, 5)
    pickler.dispatch_table = _WRITERS
    pickler.dump(value)
    return whole.getvalue()


def load(data: bytes) -> Any:  # noqa: ANN401 # the caller knows what it dumped
    """Return the value that `dump` wrote; UnpicklingError when the bytes ask for anything but values."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, MemoryError):
        raise
    except Exception as error:  # what bytes that nobody wrote make of themselves
        raise pickle.UnpicklingError(str(error)) from error


_WRITERS = copyreg.dispatch_table | {ZoneInfo: _zone}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 # as the base class has it
        return _PLAIN.get((module, name)) or _own_class(module, name)


@cache
def _own_class(module: str, name: str) -> type:
    found = getattr(import_module(module), name, None) if f"{module}.".startswith(_OWN) and "." not in name else None
    if not isinstance(found, type) or found.__module__ != module:
        message = f"not a value: {module}.{name}"
        raise pickle.UnpicklingError(message)
    return found
