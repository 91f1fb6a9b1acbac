"""assessing: the batch door: proposed calls in, the law's verdicts out, a line for a line.

It opens no house and touches no row. A line that cannot be read is refused in words, and the next
one is read.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from domain.errors import Invalid
from policy.assessing import Assessment
from policy.assessing import assess as assess_call
from policy.proposal import proposal_of
from policy.rules import Law
from server.commands.lines import law_of, lines_of, read_line, tell
from server.enacting import DEFAULT_LAW
from server.mood import mood


def assess(
    file: Annotated[
        str,
        typer.Argument(
            help="JSON lines of {tool, description, schema, args, context}; - reads stdin"
        ),
    ] = "-",
    policy: Annotated[Path, typer.Option(help="The law to judge by")] = DEFAULT_LAW,
) -> None:
    """Judge proposed calls: for each line in, one line out with route, risk and reasons.

    A line that names no confidence and no source asks about the call alone; with null for its
    confidence it is the call of an agent that does not say.
    """
    law, unread = law_of(policy), 0
    for number, line in lines_of(file):
        told = _answer(line, law)
        refused = "error" in told
        unread += refused
        tell({**told, "line": number} if refused else told)
    raise typer.Exit(1 if unread else 0)


def _answer(line: str, law: Law) -> dict[str, Any]:
    try:
        call = proposal_of(read_line(line))
    except Invalid as refusal:
        reason = {"code": refusal.code, "text": refusal.sentence}
        return {"route": "refuse", "risk": None, "reasons": [reason], "error": refusal.sentence}
    judged = assess_call(
        call.name,
        call.description,
        call.schema,
        call.arguments,
        law,
        declared=call.declared,
        hints=call.hints,
        context=call.context,
        mood=mood,
    )
    return _told(call.name, judged)


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
