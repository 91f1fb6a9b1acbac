"""rules: the law as data, read from TOML. A text that cannot be enacted is refused whole."""

import hashlib
import tomllib

from pydantic import PrivateAttr, ValidationError

from domain.action import Action
from domain.errors import Invalid
from policy.tables import Tables
from policy.terms import Terms, terms_of


class Law(Tables):
    """The whole law; `version` is the digest of its text, `text` the text itself."""

    version: str
    text: str
    _terms: dict[tuple[str, str], Terms] = PrivateAttr(default_factory=dict)

    def terms(self, action: Action) -> Terms:
        """What holds for the tool of `action`."""
        key = (action.name, action.risk.domain if action.risk is not None else "")
        found = self._terms.get(key)
        if found is None:
            found = self._terms[key] = terms_of(self, action.name, action.risk)
        return found


def enact(text: str, source: str) -> Law:
    """The law that `text` states; raises Invalid `policy_broken` naming `source` and the place."""
    try:
        stated = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "policy_broken", f"{source} is not TOML: {error}. Mend that line; the old law stays."
        ) from error
    try:
        tables = Tables.model_validate(stated)
    except ValidationError as error:
        raise Invalid("policy_broken", _sentence(source, text, error)) from error
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Law(**dict(tables), version=version, text=text)


def _sentence(source: str, text: str, error: ValidationError) -> str:
    faults = []
    for fault in error.errors():
        path = [str(part) for part in fault["loc"]]
        where = f"line {line}" if (line := _line_of(text, path)) else "the end"
        faults.append(f"{where}, {'.'.join(path) or 'the law'}: {fault['msg']}")
    return f"{source} cannot be enacted: {'; '.join(faults)}. Mend it; the old law stays."


def _line_of(text: str, path: list[str]) -> int | None:
    """The line of a key, else of the nearest table around it."""
    table: list[str] = []
    nearest, depth = None, 0
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.split("#")[0].strip()
        if stripped.startswith("["):
            table = stripped.strip("[] ").split(".")
            if depth < len(table) <= len(path) and path[: len(table)] == table:
                nearest, depth = number, len(table)
        elif path == [*table, stripped.split("=")[0].strip()]:
            return number
    return nearest
