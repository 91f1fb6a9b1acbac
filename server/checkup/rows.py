"""rows: what the house's own rows say is wrong with it."""

from collections.abc import Iterator

from domain.clock import from_milliseconds
from graph.holders import is_dead
from server.checkup.finding import Finding, fine, note, wrong
from storage import audit, checks, leases, requests, seals, switches, threads
from storage.unit import Storage, Unit

ROWS_LISTED = 500
AHEAD_MILLISECONDS = 120_000
SEAL_DAYS = 7
DAY_MILLISECONDS = 86_400_000
SERVE = "Start it: countersign serve."


def look_at_rows(storage: Storage, now: int) -> Iterator[Finding]:
    """What is wrong at `now` (milliseconds), all of one moment."""
    looks = (_switch, _troubled, _idle, _holders, _requests, _in_doubt, _clock, _trail)
    needed = False
    with storage.view() as unit:
        for look in looks:
            for finding in look(unit, now):
                needed = needed or finding.about in ("threads", "requests", "effects")
                yield finding
    if not needed:
        yield fine("threads", "No thread, request or effect needs anybody.")


def _switch(unit: Unit, now: int) -> Iterator[Finding]:
    if switches.thrown(unit, switches.HALT):
        remedy = "When it may go on: countersign release --as PERSON."
        yield wrong("house", "The house is halted: no effect starts.", remedy)


def _troubled(unit: Unit, now: int) -> Iterator[Finding]:
    for row in checks.troubled(unit):
        trouble = row["trouble"] or "It says nothing of why."
        if row["status"] == "stalled":
            remedy = f"Mend the cause, then write to it: countersign threads send {row['id']} ..."
            yield wrong("threads", f"Thread {row['id']} has stalled. {trouble}", remedy)
        else:
            yield note("threads", f"Thread {row['id']} failed and is tried again. {trouble}")


def _idle(unit: Unit, now: int) -> Iterator[Finding]:
    """Work that nobody does: a running engine would have taken it within its scan."""
    due = threads.due(unit, now, ROWS_LISTED)
    if due:
        sentence = f"{len(due)} threads have work and no engine is at it."
        yield note("threads", sentence, f"Unless a server took it just now: {SERVE}")


def _holders(unit: Unit, now: int) -> Iterator[Finding]:
    for holder in leases.holders(unit, now):
        if is_dead(holder):
            sentence = f"{holder} is dead and still holds threads."
            yield note("leases", sentence, f"They come free within seconds. {SERVE}")


def _requests(unit: Unit, now: int) -> Iterator[Finding]:
    late = requests.overdue(unit, now, ROWS_LISTED)
    if late:
        sentence = f"{len(late)} requests were not decided in time and stand open."
        yield note("requests", sentence, f"A running engine lapses them. {SERVE}")
    for row in checks.asleep_without_a_task(unit):
        sentence = f"Request {row['id']} is open, but nothing in {row['thread_id']} waits for it."
        remedy = "Decide it all the same: its step is then rebuilt from the rows."
        yield wrong("requests", sentence, remedy)


def _in_doubt(unit: Unit, now: int) -> Iterator[Finding]:
    for row in checks.in_doubt(unit):
        sentence = f"Nobody knows whether {row['name']} happened in thread {row['thread_id']}."
        if row["asked"]:
            remedy = f"Look there, then answer: countersign requests read {row['asked']}."
            yield note("effects", sentence, remedy)
        else:
            remedy = (
                f"Look there; the thread tells more: countersign threads read {row['thread_id']}."
            )
            yield wrong("effects", f"{sentence} Nobody has been asked.", remedy)


def _clock(unit: Unit, now: int) -> Iterator[Finding]:
    moments = checks.latest_moments(unit)
    ahead = {what: at for what, at in moments.items() if at > now + AHEAD_MILLISECONDS}
    if ahead:
        what, at = max(ahead.items(), key=lambda pair: pair[1])
        sentence = (
            f"Rows of {what} are from the future ({from_milliseconds(at):%Y-%m-%d %H:%M} UTC)."
        )
        remedy = "The clock was set back, or was wrong then. Check this machine's time."
        yield wrong("clock", sentence, remedy)


def _trail(unit: Unit, now: int) -> Iterator[Finding]:
    rows, streams, faults = audit.verify(unit)
    for fault in faults:
        sentence = f"Audit of {fault.stream}, row {fault.seq}: {fault.what}."
        remedy = "Somebody changed the database. Compare it with a backup before going on."
        yield wrong("audit", sentence, remedy)
    if not faults:
        yield fine("audit", f"{rows:,} audit rows in {streams:,} streams are consistent.")
    sealed_at = seals.sealed_until(unit)
    remedy = "Seal it: countersign audit seal --private-key FILE."
    if sealed_at is None:
        yield note("audit", "The audit was never sealed.", remedy)
    elif now - sealed_at > SEAL_DAYS * DAY_MILLISECONDS:
        days = (now - sealed_at) // DAY_MILLISECONDS
        yield note("audit", f"The last seal is {days} days old.", remedy)
