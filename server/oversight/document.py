"""document: the oversight record as Markdown, the same for the same configuration (B30).

It names no person and no moment, so that a committed copy can be held against the running house.
"""

from collections.abc import Iterable

from domain.action import Action
from domain.risk import Risk
from domain.verdict import Verdict
from graph.build import build
from graph.house import House
from policy.context import Context
from policy.gate import judge
from policy.rules import Law
from policy.tables import Special
from server.oversight.means import means_of
from server.oversight.regulations import read_rules
from tools.catalogue import Tool


def record(house: House) -> str:
    """The whole record of `house`."""
    law = house.rooms.law
    parts = [
        "# Oversight record",
        "Written by `countersign oversight` from the running configuration. Do not edit it: write "
        "it anew. Law in force: version "
        f"`{law.version}`.",
        "## Checkpoints",
        _checkpoints(),
        "## Tools",
        "The route is what the law asks at least, for the smallest sum and the surest agent.",
        _table(("tool", "route", "mode", "reasons", "risk"), _tools(house.rooms.catalogue, law)),
        "## Thresholds by domain and tool",
        _table(("for", "terms"), _special(law)),
        "## How people oversee",
        *(
            f"### {name.capitalize()}\n\n" + "\n".join(f"- {line}" for line in lines)
            for name, lines in means_of(house).items()
        ),
        "## What the rules ask",
        _table(("rule", "asks", "applies to", "from", "met by"), _rules()),
    ]
    return "\n\n".join(parts) + "\n"


def _checkpoints() -> str:
    nodes = [name for name in build().get_graph().nodes if not name.startswith("__")]
    waiting = [f"`{name}`: {words}" for name, words in _WAITING if name in nodes]
    return "\n".join(f"- {line}" for line in waiting)


def _tools(tools: Iterable[Tool], law: Law) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for tool in sorted(tools, key=lambda each: each.name):
        verdict = _least(tool, law)
        reasons = "; ".join(reason.text for reason in verdict.reasons)
        rows.append(
            (f"`{tool.name}`", verdict.route.value, verdict.mode.value, reasons, _told(tool.risk))
        )
    return rows


def _least(tool: Tool, law: Law) -> Verdict:
    """What the law asks when nothing in the arguments adds to it."""
    risk = tool.risk
    arguments: dict[str, object] = {}
    if risk is not None and risk.cost.argument is not None:
        arguments[risk.cost.argument] = 0
    if risk is not None and risk.blast_radius.argument is not None:
        arguments[risk.blast_radius.argument] = 1
    action = Action(
        call_id="call",
        name=tool.name,
        arguments=arguments,
        digest="",
        fingerprint="",
        confidence=1.0,
        risk=risk,
    )
    return judge(action, Context(lot=0.0, calibrated=1.0), law)


def _told(risk: Risk | None) -> str:
    if risk is None:
        return "unknown, so dangerous"
    if risk.read_only:
        return "reads" + (f", calls `{risk.address}`" if risk.address else "")
    words = [risk.reversibility.value.replace("_", " ")]
    words += ["external" if risk.external else "internal"]
    words += ["physical"] if risk.physical else []
    words += [f"costs `{risk.cost.argument}`"] if risk.cost.argument else []
    words += [f"domain {risk.domain}"] if risk.domain else []
    return ", ".join(words)


def _special(law: Law) -> list[tuple[str, ...]]:
    named: list[tuple[str, Special]] = [
        *((f"domain `{name}`", terms) for name, terms in sorted(law.domains.items())),
        *((f"tool `{name}`", terms) for name, terms in sorted(law.tools.items())),
    ]
    return [
        (name, ", ".join(f"{key} {_value(value)}" for key, value in _stated(terms)))
        for name, terms in named
    ]


def _stated(terms: Special) -> list[tuple[str, object]]:
    return list(terms.model_dump(mode="json", exclude_none=True).items())


def _value(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _rules() -> list[tuple[str, ...]]:
    return [
        (rule.source, rule.asks, rule.applies, rule.starts.isoformat(), ", ".join(rule.means))
        for rule in read_rules()
    ]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


_WAITING = (
    ("approve", "a person countersigns before the action begins"),
    ("elicit", "the requester supplies a fact, or says what was meant; that authorises nothing"),
    ("escalate", "a lead decides how to go on after the same call failed again and again"),
    ("act", "what goes alone; it sleeps when an effect is in doubt, the house halted, or held"),
)
