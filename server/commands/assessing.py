"""assessing: the batch door: proposed calls in, the law's verdicts out, a line for a line.

It opens no house and touches no row. A line that cannot be read is refused in words, and the next
one is read.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from domain.errors import Invalid
from policy.assessing import Assessment
from policy.assessing import assess as assess_call
from policy.rules import Law, enact
from server.bootstrap import DEFAULT_LAW

LINE_CHARACTERS = 5_000_000


def assess(
    file: Annotated[
        str,
        typer.Argument(
            help="JSON lines of {tool, description, schema, args, context}; - reads stdin"
        ),
    ] = "-",
    policy: Annotated[Path, typer.Option(help="The law to judge by")] = DEFAULT_LAW,
) -> None:
    """Judge proposed calls: for each line in, one line out with route, risk and reasons."""
    law = enact(_text(policy), str(policy))
    unread = 0
    for line in _lines(file):
        told = _answer(line, law)
        unread += "error" in told
        typer.echo(json.dumps(told, ensure_ascii=True))
    raise typer.Exit(1 if unread else 0)


def _text(policy: Path) -> str:
    try:
        return policy.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid("policy_broken", f"{policy} cannot be read; name a law file.") from error


def _lines(file: str) -> Iterator[str]:
    if file == "-":
        yield from _filled(sys.stdin)
        return
    try:
        with Path(file).open(encoding="utf-8", errors="replace") as opened:
            yield from _filled(opened)
    except OSError as error:
        raise Invalid("file_unreadable", f"{file} cannot be read: {error.strerror}.") from error


def _filled(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line.strip())


def _answer(line: str, law: Law) -> dict[str, Any]:
    try:
        name, arguments, given = _read(line)
    except Invalid as refusal:
        reason = {"code": refusal.code, "text": refusal.sentence}
        return {"route": "refuse", "risk": None, "reasons": [reason], "error": refusal.sentence}
    context = given.get("context")
    known = context if isinstance(context, dict) else {}
    judged = assess_call(
        name,
        str(given.get("description") or ""),
        given.get("schema"),
        arguments,
        law,
        declared=given.get("risk", known.get("risk")),
        confidence=_confidence(known.get("confidence", given.get("confidence"))),
    )
    return _told(name, judged)


def _read(line: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The tool's name, the arguments of the call, and the whole line."""
    if len(line) > LINE_CHARACTERS:
        raise Invalid("line_too_long", f"A line has at most {LINE_CHARACTERS:,} characters.")
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Invalid("line_malformed", "This line is not JSON; send one object a line.") from error
    if not isinstance(given, dict) or not isinstance(given.get("tool"), str) or not given["tool"]:
        raise Invalid("line_malformed", "A line is an object whose tool is the name of one.")
    arguments = given.get("args")
    if isinstance(arguments, str):
        arguments = _parsed(arguments)
    if arguments is not None and not isinstance(arguments, dict):
        raise Invalid("line_malformed", "The args of a call are an object.")
    return given["tool"], arguments or {}, given


def _parsed(text: str) -> Any:
    """Some clients keep arguments as JSON text."""
    try:
        return json.loads(text or "{}")
    except (ValueError, RecursionError):
        return text


def _confidence(given: Any) -> float | None:
    """A number in [0, 1]; anything else that was given counts as no confidence at all."""
    if given is None:
        return None
    sure = isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1
    return float(given) if sure else 0.0


def _told(name: str, judged: Assessment) -> dict[str, Any]:
    verdict = judged.verdict
    return {
        "tool": name,
        "route": "ask" if verdict.ask else verdict.route.value,
        "then": verdict.route.value,
        "mode": verdict.mode.value,
        "risk": {"kind": judged.kind.value, **judged.risk.model_dump(mode="json")},
        "reasons": [reason.model_dump() for reason in verdict.reasons],
        "policy_version": verdict.policy_version,
    }
