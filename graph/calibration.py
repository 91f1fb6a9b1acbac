"""calibration: learn what each source's word has meant, from what people decided of its actions.

Only what people looked at is known: what went alone teaches nothing, so a law that sends a share of
it to them (`uncalibrated_sample`, `recheck`) teaches more.
"""

from collections.abc import Mapping, Sequence

from domain.clock import to_milliseconds
from domain.errors import Forbidden, Invalid
from domain.law import Row, Section
from domain.people import Role
from graph.people import People
from nodes.context import Rooms
from policy.calibration import Curve, Label, fit
from policy.rules import Law
from policy.wording import worth_of
from storage import audit, calibrations
from storage.unit import Unit

LABELS = 50_000


class Calibration:
    """The house's verbs about what confidence means."""

    def __init__(self, rooms: Rooms, people: People) -> None:
        self._rooms = rooms
        self._people = people

    def learn(
        self, by: str, gold: Mapping[str, Sequence[Label]] | None = None
    ) -> dict[str, Curve | str]:
        """Fit every source anew and keep what was learnt; why not, where it could not be.

        `gold` are labels from elsewhere, by source. Raises Forbidden `role_missing`.
        """
        if not self._people.get(by).holds(Role.ADMIN):
            raise Forbidden("role_missing", "Only admins have the house learn what numbers mean.")
        with self._rooms.storage.view() as unit:
            known = calibrations.labels(unit, LABELS)
        given = gold or {}
        learnt = {
            source: _fitted(source, [*known.get(source, []), *given.get(source, [])])
            for source in sorted({*known, *given})
        }
        for found in learnt.values():
            if isinstance(found, Curve):
                self._keep(found, by)
        return learnt

    def standing(self, source: str = "") -> Curve | None:
        """The curve that holds for a source, the house's own agent if none is named."""
        with self._rooms.storage.view() as unit:
            return calibrations.latest(unit, source or self._rooms.source)

    def _keep(self, curve: Curve, by: str) -> None:
        now = to_milliseconds(self._rooms.clock.now())
        with self._rooms.storage.unit("calibration", durable=True) as unit:
            number = calibrations.keep(unit, curve, by, now)
            audit.append(
                unit,
                audit.HOUSE,
                at=now,
                actor=by,
                event="confidence.calibrated",
                payload={"fit": number, **curve.model_dump(mode="json", exclude={"x", "y"})},
            )


def agents_in_words(unit: Unit, law: Law, own: str) -> Section:
    """What is known of the confidence of the house's `own` agent, and of others before it (B29)."""
    others = [source for source in calibrations.sources(unit) if source != own]
    rows = [
        Row(
            key=f"source {source}",
            about=source,
            value=worth_of(law, source, calibrations.latest(unit, source)),
        )
        for source in (own, *others)
    ]
    return Section(title="What the confidence of each agent is worth", rows=tuple(rows))


def _fitted(source: str, labels: Sequence[Label]) -> Curve | str:
    try:
        return fit(source, labels)
    except Invalid as refusal:
        return refusal.sentence
