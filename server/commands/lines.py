"""lines: JSON lines in, one answer out for each; what cannot be read is refused, the next is read.

They come from a file or from stdin; blank lines are passed over.
"""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from domain.errors import Invalid
from policy.proposal import read_json
from policy.rules import Law, enact

LINE_CHARACTERS = 5_000_000


def lines_of(file: str) -> Iterator[tuple[int, str]]:
    """The lines of a file, or of stdin for "-", each with its number in it; raises Invalid
    `file_unreadable`.
    """
    if file == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        yield from _filled(sys.stdin)
        return
    try:
        with Path(file).open(encoding="utf-8", errors="surrogateescape") as opened:
            yield from _filled(opened)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "that is no file's name"
        raise Invalid("file_unreadable", f"{file} cannot be read: {why}.") from error


def read_line(line: str) -> dict[str, Any]:
    """One line as an object; raises Invalid `line_too_long`, `line_malformed`."""
    if len(line) > LINE_CHARACTERS:
        raise Invalid("line_too_long", f"A line has at most {LINE_CHARACTERS:,} characters.")
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise Invalid("line_malformed", "This line is not in UTF-8.") from error
    try:
        given = read_json(line)
    except (ValueError, RecursionError) as error:
        raise Invalid("line_malformed", "This line is not JSON; send one object a line.") from error
    if not isinstance(given, dict):
        raise Invalid("line_malformed", "A line is one JSON object.")
    return given


def tell(told: dict[str, Any]) -> None:
    """Print one answer as one line of ASCII."""
    typer.echo(json.dumps(told, ensure_ascii=True))


def law_of(policy: Path) -> Law:
    """The law of a file; raises Invalid `policy_broken`."""
    try:
        text = policy.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid("policy_broken", f"{policy} cannot be read; name a law file.") from error
    return enact(text, str(policy))


def _filled(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, each without the mark that some editors put before a text."""
    plain = ((number, line.lstrip(_MARK)) for number, line in enumerate(lines, start=1))
    return ((number, line) for number, line in plain if line.strip())


_MARK = "\ufeff"
