"""leaves: the values in the arguments of an action that say something, each with its place.

What the tool's schema spells out (a choice, a constant, a default) says nothing of its own, nor do
switches and what is empty: nobody outside could have slipped those in.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

MOST_LEAVES = 300
_DEEPEST_SCHEMA = 40
_NO_SCHEMA: Mapping[str, Any] = MappingProxyType({})


class Leaf(NamedTuple):
    """One value. `path` is dotted; `is_name` where it is a name that the arguments chose."""

    argument: str
    path: str
    value: str | int | float
    is_name: bool = False

    @property
    def text(self) -> str:
        """The value as text."""
        return spelled(self.value)


def leaves_of(
    arguments: Mapping[str, Any], schema: Mapping[str, Any] = _NO_SCHEMA
) -> Iterator[Leaf]:
    """Every value that says something, in no stated order; any JSON, however deep."""
    waiting: list[tuple[str, str, Any, Any]] = [("", "", arguments, schema)]
    while waiting:
        argument, path, value, stated = waiting.pop()
        if isinstance(value, Mapping):
            for name, inner in value.items():
                within = _of_name(stated, str(name), schema)
                place = f"{path}.{name}" if path else str(name)
                if within is None and path:
                    yield Leaf(argument, place, str(name), is_name=True)
                waiting.append((argument or str(name), place, inner, within))
        elif isinstance(value, list | tuple):
            within = _of_items(stated, schema)
            waiting += [
                (argument, f"{path}.{index}", inner, within) for index, inner in enumerate(value)
            ]
        elif _says_something(value, stated, schema):
            yield Leaf(argument, path, value)


def spelled(value: str | int | float) -> str:
    """A value as text; a number of thousands of digits in the short form of machines."""
    if isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER_BITS:
        return hex(value)
    return str(value)


def _says_something(value: Any, stated: Any, root: Mapping[str, Any]) -> bool:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    if isinstance(value, str) and not value.strip():
        return False
    for schema in _alternatives(stated, root):
        choices = schema.get("enum")
        known = [*choices] if isinstance(choices, list) else []
        known += [schema[key] for key in ("const", "default") if key in schema]
        if any(type(value) is type(each) and value == each for each in known):
            return False
    return True


def _of_name(stated: Any, name: str, root: Mapping[str, Any]) -> Any:
    """The schema of a member that is declared by its name, else None."""
    for schema in _alternatives(stated, root):
        properties = schema.get("properties")
        if isinstance(properties, Mapping) and name in properties:
            return properties[name]
    return None


def _of_items(stated: Any, root: Mapping[str, Any]) -> Any:
    for schema in _alternatives(stated, root):
        if isinstance(schema.get("items"), Mapping):
            return schema["items"]
    return None


def _alternatives(stated: Any, root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schema itself, what it refers to, and what it offers to choose from."""
    found: list[Mapping[str, Any]] = []
    waiting = [stated]
    while waiting and len(found) < _DEEPEST_SCHEMA:
        schema = waiting.pop()
        if not isinstance(schema, Mapping):
            continue
        found.append(schema)
        for key in ("anyOf", "oneOf", "allOf"):
            offered = schema.get(key)
            waiting += offered if isinstance(offered, list) else []
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            waiting.append(_followed(reference, root))
    return found


def _followed(reference: str, root: Mapping[str, Any]) -> Any:
    place: Any = root
    for name in reference[2:].split("/"):
        place = place.get(name) if isinstance(place, Mapping) else None
    return place


_LONGEST_NUMBER_BITS = 400
