"""questions: a server's elicitation as a form that the house can put to a person, or none at all.

Who asks stands in front of the words. What asks for a secret is not put to anybody: MCP forbids it,
and an answer stays in the record.
"""

import re
from collections.abc import Callable
from typing import Any

from mcp import types

from policy import lexicon
from policy.inference import words_of

MESSAGE_CHARACTERS, WORDS_CHARACTERS = 2000, 500
MOST_FIELDS, MOST_CHOICES = 12, 50


class Unaskable(Exception):
    """This question is not put to anybody; the sentence says why."""


def form_of(server: str, asked: types.ElicitRequestParams) -> dict[str, Any]:
    """The form, `message` and flat `requestedSchema`; raises Unaskable."""
    if not isinstance(asked, types.ElicitRequestFormParams):
        raise Unaskable("It would send a person to a web page.")
    fields = asked.requestedSchema.get("properties")
    if not isinstance(fields, dict) or not 0 < len(fields) <= MOST_FIELDS:
        raise Unaskable(f"A form has one to {MOST_FIELDS} fields.")
    properties = {_name(name): _field(name, given) for name, given in fields.items()}
    required = asked.requestedSchema.get("required", [])
    if not isinstance(required, list) or not set(map(str, required)) <= set(properties):
        raise Unaskable("It requires fields that it does not have.")
    return {
        "mode": "form",
        "message": f"The server {server} asks: {asked.message[:MESSAGE_CHARACTERS]}",
        "requestedSchema": {
            "type": "object",
            "properties": properties,
            "required": [str(name) for name in required],
            "additionalProperties": False,
        },
    }


def _name(name: Any) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Unaskable("A field's name is a word.")
    return name


def _field(name: str, given: Any) -> dict[str, Any]:
    """One field with the keywords that a form knows; a pattern of a stranger's is not run."""
    if not isinstance(given, dict) or given.get("type", "string") not in _TYPES:
        raise Unaskable("A field is a line of text, a number or a switch.")
    told = " ".join(str(given.get(key, "")) for key in ("title", "description", "format"))
    if _SECRET & {*words_of(name), *words_of(told)}:
        raise Unaskable("It asks for a secret.")
    field = {key: read(given[key]) for key, read in _KEYWORDS.items() if key in given}
    field |= {"type": given.get("type", "string"), "enum": _choices(given)}
    return {key: value for key, value in field.items() if value is not None and value != []}


def _choices(given: dict[str, Any]) -> list[str]:
    listed = given.get("enum")
    if listed is None and isinstance(given.get("oneOf"), list):
        listed = [each.get("const") if isinstance(each, dict) else None for each in given["oneOf"]]
    if listed is None:
        return []
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_CHOICES:
        raise Unaskable(f"A choice has one to {MOST_CHOICES} values.")
    if not all(isinstance(each, str) for each in listed):
        raise Unaskable("What is to be chosen is text.")
    return list(listed)


def _words(value: Any) -> str | None:
    return value[:WORDS_CHARACTERS] if isinstance(value, str) else None


def _number(value: Any) -> float | int | None:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return value if plain and abs(value) < 2**53 else None


def _length(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else max(0, int(number))


def _format(value: Any) -> str | None:
    return value if value in ("email", "uri", "date", "date-time") else None


def _default(value: Any) -> Any:
    return value if isinstance(value, str | bool) else _number(value)


_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_TYPES = ("string", "integer", "number", "boolean")
_KEYWORDS: dict[str, Callable[[Any], Any]] = {
    "title": _words,
    "description": _words,
    "minimum": _number,
    "maximum": _number,
    "minLength": _length,
    "maxLength": _length,
    "format": _format,
    "default": _default,
}
_SECRET = lexicon.SECRETS | {"pin", "passphrase", "passcode", "otp", "cvv", "ssn", "apikey"}
