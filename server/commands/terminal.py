"""terminal: how text reaches a terminal. Whatever an agent or a requester wrote is harmless there.

Control characters, escape sequences, bidirectional overrides and invisible characters are spelt
out, so that text can neither act on the terminal nor look like something that it is not.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import typer
from pydantic import BaseModel

CELL_CHARACTERS = 60


def say(text: str) -> None:
    """Print one line of plain text."""
    typer.echo(harmless(text))


def warn(text: str) -> None:
    """Print one line to stderr."""
    typer.echo(harmless(text), err=True)


def harmless(text: str) -> str:
    """`text` as one line in which every character that is not plainly visible is spelt out."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def block(text: str, indent: str = "    ") -> str:
    """`text` with its line breaks, set in so that none of it can pass for our own words."""
    lines = text.replace("\r\n", "\n").replace("\t", "    ").split("\n")
    return "\n".join(f"{indent}{harmless(line)}" for line in lines)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows in columns under their headers; a long cell is cut, but for the first, which names."""
    cells = [headers, *([harmless(row[0]), *map(_cut, row[1:])] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        padded = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def as_json(value: BaseModel | Sequence[BaseModel] | dict[str, Any] | list[dict[str, Any]]) -> str:
    """Values as JSON for programs, in ASCII alone, so that it may be looked at in a terminal."""
    text = json.dumps(_plain_data(value), ensure_ascii=True, indent=2)
    return text.replace("\x7f", "\\u007f")


def moment(at: datetime) -> str:
    """A moment as tables show it, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def _cut(cell: str) -> str:
    plain = harmless(cell)
    return plain if len(plain) <= CELL_CHARACTERS else f"{plain[: CELL_CHARACTERS - 1]}…"


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def _plain_data(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [_plain_data(item) for item in value]
    return value
