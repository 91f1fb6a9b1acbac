"""records: what a tool's answer says where it is a record. Whoever keeps a record vouches for its
fields; what stands in the middle of one was filled in by somebody else.
"""

import json
from typing import Any, NamedTuple

from policy import folding

# A string of more words in a record is prose: strangers wrote it, whoever keeps the record.
WORDS_OF_A_FIELD = 12


class Record(NamedTuple):
    """`fields`: its values, folded softly, None for what is no record; `prose`: its long strings,
    as words.
    """

    fields: frozenset[str] | None
    prose: str


def read(text: str) -> Record:
    """The record that `text` is; any text will do."""
    try:
        record: Any = json.loads(text)
    except (ValueError, RecursionError):
        return Record(None, "")
    said: list[str] = []
    fields: set[str] = set()
    waiting = [record]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            said.append(value)
        elif isinstance(value, dict):
            waiting += [*value.values(), *value]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            fields.add(str(value).removeprefix("-") if abs(value) < _GREATEST else "")
    folded = folding.soft_each(said)
    fields.update(folded)
    prose = [
        folding.words(value)
        for value, field in zip(said, folded, strict=True)
        if len(field) > WORDS_OF_A_FIELD and field.count(" ") >= WORDS_OF_A_FIELD
    ]
    return Record(frozenset(fields), "\x00".join(prose))


_GREATEST = 1e300
