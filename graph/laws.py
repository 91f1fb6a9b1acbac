"""laws: read the law in force and its history, and try a candidate on what was recorded.

Nothing here changes a row; `bills` does.
"""

from collections.abc import Callable, Iterable

from desk.figures import COUNTED, figures_of
from domain.clock import from_milliseconds, to_milliseconds
from domain.errors import Forbidden, Invalid
from domain.law import Backtest, Bill, BillState, Check, Edition, Standing
from domain.people import JUDGING
from graph.calibration import agents_in_words
from graph.people import People
from graph.recording import read_records
from graph.showing import names_of
from nodes.context import Rooms
from policy.loosening import loosened
from policy.replay import Recorded, replay
from policy.rules import Law, enact, faults_of
from policy.wording import in_words
from storage import bills, laws, waiting
from storage.unit import Row, Unit

LAST, LAST_MOST = 1_000, 100_000
BILLS_LISTED = 20
EDITIONS_LISTED = 100
TEXT_CHARACTERS = 100_000
NAMED_MOST = 400

Watched = Callable[[Iterable[Recorded], int], Iterable[Recorded]]


class Laws:
    """What the house can tell about its law."""

    def __init__(self, rooms: Rooms, people: People) -> None:
        self._rooms = rooms
        self._people = people

    def standing(self, by: str | None = None) -> Standing:
        """The law in force, in words, and what is proposed; raises Forbidden `role_missing`."""
        self._require_judging(by)
        self._rooms.statute.follow(self._rooms.storage)
        law = self._rooms.law
        with self._rooms.storage.view() as unit:
            row = laws.find(unit, law.version)
            proposed = tuple(bill_of(unit, each, law) for each in bills.pending(unit, BILLS_LISTED))
            named = {bill.proposed_by for bill in proposed}
            named |= {row[name] for name in ("proposed_by", "seconded_by") if row and row[name]}
            late, names = late_now(unit, self._rooms), names_of(unit, named)
            agents = agents_in_words(unit, law, self._rooms.source)
        return Standing(
            edition=_edition(row) if row else _unwritten(self._rooms, law),
            sections=(*in_words(law), agents),
            bills=proposed,
            names=names,
            late=late,
            notice=self._rooms.statute.notice,
        )

    def history(self, by: str | None = None) -> list[Edition]:
        """The texts that came into force, the last one first; raises Forbidden `role_missing`."""
        self._require_judging(by)
        with self._rooms.storage.view() as unit:
            return [_edition(row) for row in laws.newest_first(unit, EDITIONS_LISTED)]

    def check(self, text: str, by: str | None = None) -> Check:
        """Whether `text` could be law, and what it loosens; raises Forbidden, Invalid."""
        self._require_judging(by)
        require_bounded(text)
        faults = faults_of(text)
        if faults:
            return Check(version="", faults=faults, loosens=(), is_in_force=False)
        candidate, law = law_of(text), self._rooms.law
        same = candidate.version == law.version
        loosens = loosened(law, candidate)
        return Check(version=candidate.version, faults=(), loosens=loosens, is_in_force=same)

    def backtest(
        self,
        text: str | None,
        by: str | None = None,
        last: int = LAST,
        watched: Watched = lambda given, count: given,
    ) -> Backtest:
        """What a candidate would do otherwise with the `last` recorded actions.

        Without a text it is the `last` verdicts, each judged by the law of its own day, and the
        answer names no version. `watched` sees them go by, and how many there are.
        Raises Invalid `policy_broken`, `last_malformed`; Forbidden.
        """
        self._require_judging(by)
        if not 1 <= last <= LAST_MOST:
            raise Invalid("last_malformed", f"Replay between 1 and {LAST_MOST:,} actions.")
        candidate = None if text is None else law_of(text)
        with self._rooms.storage.view() as unit:
            kept = read_records(unit, last, every_edition=candidate is None)
        if candidate is not None:
            actions = [each for each, _ in kept.actions]
            given = watched(actions, len(actions))
            return replay(given, candidate, kept.left_out, kept.days.values())
        known = [(each, kept.days[day]) for each, day in kept.actions if day in kept.days]
        left_out = kept.left_out + len(kept.actions) - len(known)
        under = {each.verdict_id: law for each, law in known}
        given = watched([each for each, _ in known], len(known))
        told = replay(given, self._rooms.law, left_out, (), under)
        return told.model_copy(update={"version": ""})

    def _require_judging(self, by: str | None) -> None:
        if by is not None and not self._people.get(by).holds(*JUDGING):
            raise Forbidden("role_missing", "Only reviewers, leads and admins read the law here.")


def law_of(text: str) -> Law:
    """The law that a proposed text states; raises Invalid `policy_broken`, `law_too_long`."""
    require_bounded(text)
    law = enact(text, "The text")
    if len(law.tools) + len(law.domains) > NAMED_MOST:
        raise Invalid(
            "law_too_long", f"A law names at most {NAMED_MOST} tools and domains; name fewer."
        )
    return law


def require_bounded(text: str) -> None:
    """Raise Invalid unless a text is short enough to be read, and text at all."""
    if len(text) > TEXT_CHARACTERS:
        raise Invalid("law_too_long", f"A law has at most {TEXT_CHARACTERS:,} characters.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Invalid("text_malformed", "This is not valid Unicode text.") from error


def late_now(unit: Unit, rooms: Rooms) -> int:
    """How many of the oldest open requests are past their time."""
    now = to_milliseconds(rooms.clock.now())
    opened = waiting.moments(unit, COUNTED + 1)
    return figures_of(opened, now, rooms.law.request.sla_seconds).late


def bill_of(unit: Unit, row: Row, law: Law) -> Bill:
    """A bill as people read it, held against the law in force."""
    last = laws.latest(unit)
    try:
        loosens = loosened(law, enact(row["text"], "the bill"))
    except Invalid as broken:
        loosens = (broken.sentence,)
    return Bill(
        id=row["id"],
        version=row["version"],
        text=row["text"],
        note=row["note"],
        state=BillState(row["state"]),
        proposed_by=row["proposed_by"],
        proposed_at=from_milliseconds(row["proposed_at"]),
        settled_by=row["settled_by"],
        settled_at=None if row["settled_at"] is None else from_milliseconds(row["settled_at"]),
        against=row["against"],
        is_stale=last is not None and last["version"] != row["against"],
        loosens=loosens,
    )


def _edition(row: Row) -> Edition:
    return Edition(
        seq=row["seq"],
        version=row["version"],
        text=row["text"],
        enacted_at=from_milliseconds(row["enacted_at"]),
        source=row["source"] or "",
        proposed_by=row["proposed_by"],
        seconded_by=row["seconded_by"],
    )


def _unwritten(rooms: Rooms, law: Law) -> Edition:
    """A law that holds in this process and stands in no row."""
    return Edition(
        seq=0,
        version=law.version,
        text=law.text,
        enacted_at=rooms.clock.now(),
        source="",
        proposed_by=None,
        seconded_by=None,
    )
