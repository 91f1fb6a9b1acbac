"""rules: the law as data, read from TOML. A text that cannot be enacted is refused whole."""

import hashlib
import re
import tomllib
from functools import cached_property

from pydantic import ValidationError

from domain.action import Action
from domain.errors import Invalid
from domain.law import Fault
from policy.tables import Tables
from policy.terms import Terms, terms_of


class Law(Tables):
    """The whole law; `version` is the digest of its text, `text` the text itself."""

    version: str
    text: str

    @cached_property
    def merged(self) -> dict[tuple[str, str], Terms]:
        """The terms that were asked for so far, by tool and domain: each verdict asks for them."""
        return {}

    def terms(self, action: Action) -> Terms:
        """What holds for the tool of `action`."""
        key = (action.name, action.risk.domain if action.risk is not None else "")
        found = self.merged.get(key)
        if found is None:
            found = self.merged[key] = terms_of(self, action.name, action.risk)
        return found


def enact(text: str, source: str) -> Law:
    """The law that `text` states; raises Invalid `policy_broken` naming `source` and the place."""
    try:
        tables = _tables(text)
    except ValidationError as error:
        told = "; ".join(_sentence(fault) for fault in _faults(text, error))
        raise Invalid(
            "policy_broken", f"{source} cannot be enacted: {told}. Mend it; the old law stays."
        ) from error
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "policy_broken", f"{source} is not TOML: {error}. Mend that line; the old law stays."
        ) from error
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Law(**dict(tables), version=version, text=text)


def faults_of(text: str) -> tuple[Fault, ...]:
    """All that keeps `text` from being enacted, each with its line; nothing if it can be."""
    try:
        _tables(text)
    except ValidationError as error:
        return tuple(_faults(text, error))
    except (ValueError, RecursionError) as error:
        found = _LINE.search(str(error))
        line = int(found.group(1)) if found else None
        return (Fault(line=line, where="", what=f"It is not TOML: {error}"),)
    return ()


def _tables(text: str) -> Tables:
    return Tables.model_validate(tomllib.loads(text))


def _faults(text: str, error: ValidationError) -> list[Fault]:
    faults = []
    for fault in error.errors():
        path = [str(part) for part in fault["loc"]]
        where = ".".join(path) or "the law"
        faults.append(
            Fault(
                line=_line_of(text, path),
                where=where,
                what=fault["msg"].removeprefix("Value error, "),
            )
        )
    return faults


def _sentence(fault: Fault) -> str:
    line = f"line {fault.line}" if fault.line else "the end"
    return f"{line}, {fault.where}: {fault.what}"


def _line_of(text: str, path: list[str]) -> int | None:
    """The line of a key, else of the nearest table around it."""
    table: list[str] = []
    nearest, depth = None, 0
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.split("#")[0].strip()
        if stripped.startswith("["):
            table = [found[0] or found[1] for found in _KEY.findall(stripped)]
            if depth < len(table) <= len(path) and path[: len(table)] == table:
                nearest, depth = number, len(table)
        elif path == [*table, stripped.split("=")[0].strip().strip("\"'")]:
            return number
    return nearest


_LINE = re.compile(r"at line (\d+)")
# A part of a table's name: bare, or in quotes with any sign in it.
_KEY = re.compile(r"""["']([^"']*)["']|([A-Za-z0-9_-]+)""")
