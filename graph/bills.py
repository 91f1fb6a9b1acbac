"""bills: two admins change the law: one proposes, another seconds and so enacts it.

The law comes into force with its row, and with its row in the audit; other processes find it at
their next look.
"""

from collections.abc import Callable

from domain.clock import to_milliseconds
from domain.errors import Conflict, Forbidden, Invalid, Missing
from domain.law import Backtest, Bill
from domain.people import Person, Role
from graph.laws import BILLS_LISTED, Laws, bill_of, late_now, law_of
from graph.people import People
from nodes.context import Rooms
from policy.loosening import loosened
from policy.rules import Law
from storage import audit, bills, laws
from storage.unit import Row, Unit

NOTE_CHARACTERS = 2_000
WEIGHED = 500
TOLD = 5


class Bills:
    """The house's verbs about changing its law."""

    def __init__(
        self, rooms: Rooms, people: People, law: Laws, changed: Callable[[], None]
    ) -> None:
        self._rooms = rooms
        self._people = people
        self._laws = law
        self._changed = changed

    def propose(self, text: str, note: str, by: str) -> Bill:
        """Put a law forward, weighed against the one in force.

        Raises Forbidden `role_missing`; Invalid `policy_broken`, `law_unchanged`, `note_malformed`;
        Conflict `queue_late`, `bills_many`.
        """
        self._require_admin(self._people.get(by))
        candidate, note = law_of(text), _checked_note(note)
        self._rooms.statute.follow(self._rooms.storage)
        replayed = self._laws.backtest(text, last=WEIGHED)
        with self._rooms.storage.unit("propose", durable=True) as unit:
            self._require_admin(self._people.within(unit, by))
            in_force = laws.latest(unit)
            assert in_force is not None
            if in_force["version"] == candidate.version:
                raise Invalid("law_unchanged", "This is the law in force already; change a line.")
            if len(bills.pending(unit, BILLS_LISTED)) >= BILLS_LISTED:
                raise Conflict(
                    "bills_many", f"{BILLS_LISTED} bills wait; second or withdraw one first."
                )
            self._require_in_time(unit, candidate, replayed)
            bill_id = self._rooms.ids.new("bill")
            bills.propose(
                unit,
                bill_id,
                version=candidate.version,
                text=text,
                note=note,
                by=by,
                at=self._now(),
                against=in_force["version"],
            )
            payload = {"bill": bill_id, "version": candidate.version, "note": note}
            self._audit(unit, by, "bill.proposed", payload | {"against": in_force["version"]})
            stands = self._read(unit, bill_id)
        self._changed()
        return stands

    def second(self, bill_id: str, by: str) -> Bill:
        """Agree to another admin's bill, which is the law from then on.

        Raises Missing `bill_unknown`; Forbidden `role_missing`, `own_bill`; Conflict
        `bill_settled`, `bill_stale`, `queue_late`, `proposer_gone`; Invalid `policy_broken`.
        """
        self._require_admin(self._people.get(by))
        self._rooms.statute.follow(self._rooms.storage)
        with self._rooms.storage.view() as unit:
            text = self._row(unit, bill_id)["text"]
        candidate = law_of(text)
        replayed = self._laws.backtest(text, last=WEIGHED)
        with self._rooms.storage.unit("second", durable=True) as unit:
            self._require_admin(self._people.within(unit, by))
            row = self._row(unit, bill_id)
            self._require_open(unit, row)
            self._require_another(unit, row, by)
            self._require_in_time(unit, candidate, replayed)
            self._settle(unit, row, bills.ENACTED, by)
            version, proposer = candidate.version, row["proposed_by"]
            laws.keep(unit, version, text, self._now(), laws.BILL, proposer, by)
            payload = {"version": version, "source": laws.BILL, "bill": bill_id}
            payload |= {"proposed_by": proposer, "seconded_by": by}
            self._audit(unit, by, "law.enacted", payload)
            stands = self._read(unit, bill_id)
        self._rooms.statute.follow(self._rooms.storage)
        self._changed()
        return stands

    def withdraw(self, bill_id: str, by: str) -> Bill:
        """Take back a bill of one's own; raises Missing, Forbidden `not_yours`, Conflict."""
        return self._end(bill_id, by, bills.WITHDRAWN)

    def refuse(self, bill_id: str, by: str) -> Bill:
        """Refuse another admin's bill; raises Missing, Forbidden `own_bill`, Conflict."""
        return self._end(bill_id, by, bills.REFUSED)

    def _end(self, bill_id: str, by: str, state: str) -> Bill:
        with self._rooms.storage.unit("end a bill", durable=True) as unit:
            self._require_admin(self._people.within(unit, by))
            row = self._row(unit, bill_id)
            is_own = row["proposed_by"] == by
            if state == bills.WITHDRAWN and not is_own:
                raise Forbidden("not_yours", "Only who proposed it can withdraw it; refuse it.")
            if state == bills.REFUSED and is_own:
                raise Forbidden("own_bill", "You proposed this yourself; withdraw it.")
            self._settle(unit, row, state, by)
            self._audit(unit, by, f"bill.{state}", {"bill": bill_id, "version": row["version"]})
            stands = self._read(unit, bill_id)
        self._changed()
        return stands

    def _settle(self, unit: Unit, row: Row, state: str, by: str) -> None:
        if not bills.settle(unit, row["id"], state, by, self._now()):
            raise Conflict(
                "bill_settled", f"{row['settled_by']} has {row['state']} this bill already."
            )

    def _require_open(self, unit: Unit, row: Row) -> None:
        """Raise Conflict unless the bill waits, and waits against the law in force."""
        if row["state"] != bills.PROPOSED:
            raise Conflict(
                "bill_settled", f"{row['settled_by']} has {row['state']} this bill already."
            )
        in_force = laws.latest(unit)
        if in_force is None or in_force["version"] != row["against"]:
            raise Conflict(
                "bill_stale",
                "Another law came into force after this was proposed; weigh it against that one "
                "and propose it anew.",
            )

    def _require_another(self, unit: Unit, row: Row, by: str) -> None:
        """Raise unless proposer and seconder are two, and both of them admins now."""
        if row["proposed_by"] == by:
            raise Forbidden("own_bill", "You proposed this yourself; another admin seconds it.")
        if not self._people.within(unit, row["proposed_by"]).holds(Role.ADMIN):
            raise Conflict(
                "proposer_gone",
                f"{row['proposed_by']} is no admin any more; propose it yourself, and let another "
                "admin second it.",
            )

    def _require_in_time(self, unit: Unit, candidate: Law, replayed: Backtest) -> None:
        """Raise Conflict where the queue is late and the candidate asks for less (B22)."""
        late = late_now(unit, self._rooms)
        if late == 0:
            return
        less = list(loosened(self._rooms.law, candidate))
        lower = sum(flip.after.rank < flip.before.rank for flip in replayed.flips)
        if not less and not lower:
            return
        if lower:
            less.append(f"{lower} of the last {replayed.replayed} actions would be asked less of")
        more = f"; and {len(less) - TOLD} more" if len(less) > TOLD else ""
        raise Conflict(
            "queue_late",
            f"{late} {'request is' if late == 1 else 'requests are'} past their time, and a late "
            f"queue is not drained by asking for less. This would loosen: "
            f"{'; '.join(less[:TOLD])}{more}. Decide what waits first.",
        )

    def _require_admin(self, person: Person) -> None:
        if not person.holds(Role.ADMIN):
            raise Forbidden("role_missing", "Only admins change the law.")

    def _row(self, unit: Unit, bill_id: str) -> Row:
        row = bills.find(unit, bill_id)
        if row is None:
            raise Missing("bill_unknown", "There is no such bill; read the list again.")
        return row

    def _read(self, unit: Unit, bill_id: str) -> Bill:
        return bill_of(unit, self._row(unit, bill_id), self._rooms.law)

    def _audit(self, unit: Unit, by: str, event: str, payload: dict[str, str]) -> None:
        audit.append(unit, audit.HOUSE, at=self._now(), actor=by, event=event, payload=payload)

    def _now(self) -> int:
        return to_milliseconds(self._rooms.clock.now())


def _checked_note(note: str) -> str:
    said = note.strip()
    if not said or len(said) > NOTE_CHARACTERS:
        raise Invalid(
            "note_malformed",
            f"Say in at most {NOTE_CHARACTERS:,} characters why the law should change.",
        )
    return said
