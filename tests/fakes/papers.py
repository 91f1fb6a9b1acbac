"""papers: actions, laws, verdicts and rows with plain values; a test names only what matters."""

from pathlib import Path
from typing import Any

from domain.action import Action
from domain.people import Person, Role
from domain.risk import Risk
from domain.verdict import Mode, Reason, Route, Signers, Verdict
from policy.digest import digest_of
from policy.rules import Law, enact
from storage import people, threads
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Boundary, Storage

SHIPPED = (Path(__file__).parents[2] / "policy" / "default.toml").read_text(encoding="utf-8")
# The shipped law, in a house where no tool is new any more, and where a model that says nothing of
# its confidence counts as sure enough, whoever it is.
LAW_TEXT = (
    SHIPPED.replace("decisions = 10", "decisions = 0", 1)
    .replace("unstated = 0.65", "unstated = 0.85", 1)
    .replace("uncalibrated_sample = 0.1", "uncalibrated_sample = 0.0", 1)
)
LAW = enact(LAW_TEXT, "default.toml")
SAFE = Risk.model_validate({"external": False, "reversibility": "one_click"})
ANN = Person(id="ann", name="Ann", roles=(Role.REQUESTER,))
ROB = Person(id="rob", name="Rob", roles=(Role.REVIEWER,))
RIA = Person(id="ria", name="Ria", roles=(Role.REVIEWER,))
LEA = Person(id="lea", name="Lea", roles=(Role.LEAD,))
CLINICIAN = Signers(
    role=Role.REVIEWER,
    tier=2,
    quorum=1,
    sla_seconds=90,
    decide_within_seconds=600,
    skills=("clinician",),
    checklist=("The dose is right", "The patient is right"),
)


def law(**replaced: str) -> Law:
    """The default law with the values of some keys replaced, given as TOML."""
    lines = []
    for line in LAW_TEXT.splitlines():
        key = line.split("=")[0].strip()
        lines.append(f"{key} = {replaced[key]}" if key in replaced else line)
    return enact("\n".join(lines), "test.toml")


def action(arguments: dict[str, Any] | None = None, **changed: Any) -> Action:
    """A safe action on the tool `note`, or another."""
    name, given = changed.pop("name", "note"), arguments or {}
    values = {
        "call_id": "call-1",
        "name": name,
        "arguments": given,
        "digest": digest_of(name, given),
        "fingerprint": "f" * 64,
        "risk": SAFE,
    }
    return Action.model_validate(values | changed)


def verdict(route: Route = Route.REVIEW) -> Verdict:
    """A verdict that says `route` for one reason."""
    return Verdict(
        route=route,
        mode=Mode.OUT_OF_THE_LOOP if route is Route.AUTO else Mode.IN_THE_LOOP,
        reasons=(Reason(code="because", text="Because."),),
        thresholds={},
        policy_version="v",
    )


def open_storage(path: Path, boundary: Boundary = lambda name: None) -> Storage:
    """A migrated database with ann, rob, ria and lea, and ann's thread `t-1`."""
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    storage = Storage(engine, boundary)
    with storage.unit("people") as unit:
        for person in (ANN, ROB, RIA, LEA):
            people.add(unit, person, 0)
        threads.create(unit, "t-1", "ann", "a thread", 0)
    return storage
