"""enacting: which law holds when a house opens: that of the policy file, or one enacted since.

A file counts when its text differs from the last text that came from a file; the file that is
shipped, only where no other law has taken its place. So neither a restart nor a command typed
without COUNTERSIGN_POLICY overthrows what two admins enacted from the console.
"""

from pathlib import Path

from domain.clock import Clock, to_milliseconds
from domain.errors import Invalid
from domain.settings import Settings
from nodes.statute import Statute
from policy.rules import Law, enact
from storage import audit, laws
from storage.unit import Row, Storage, Unit

DEFAULT_LAW = Path(__file__).parent.parent / "policy" / "default.toml"
LOOKED_BACK = 20


def enacted(settings: Settings, storage: Storage, clock: Clock) -> tuple[Statute, tuple[str, ...]]:
    """The law in force from now on, with notices; raises Invalid `policy_broken` if there is none.

    A file that cannot be enacted leaves the last enacted law in force, with a notice.
    """
    path = settings.policy or DEFAULT_LAW
    source = laws.FILE if settings.policy else laws.SHIPPED
    try:
        law = enact(text_of(path), str(path))
    except Invalid as broken:
        return _standing(storage, None, (broken.sentence,), broken)
    with storage.unit("law") as unit:
        last = laws.latest(unit)
        counts = _counts(unit, last, law, source)
        if counts:
            _enact(unit, law, source, to_milliseconds(clock.now()))
        seq = laws.latest_seq(unit)
    if counts:
        return Statute(law, seq), _overthrown(last, law, path)
    return _standing(storage, law, (), None)


def text_of(path: Path) -> str:
    """What a law file holds; raises Invalid `policy_broken`."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            "policy_broken", f"{path} cannot be read ({error}); the old law stays."
        ) from error


def _counts(unit: Unit, last: Row | None, law: Law, source: str) -> bool:
    """Whether the text of a file takes the place of the law that was enacted last."""
    if last is None:
        return True
    if source == laws.SHIPPED:
        return last["source"] in (laws.SHIPPED, None) and last["version"] != law.version
    of_file = laws.latest_of_files(unit)
    return of_file is None or of_file["version"] != law.version


def _enact(unit: Unit, law: Law, source: str, now: int) -> None:
    if laws.keep(unit, law.version, law.text, now, source):
        payload = {"version": law.version, "source": source}
        audit.append(unit, audit.HOUSE, at=now, actor="house", event="law.enacted", payload=payload)


def _overthrown(last: Row | None, law: Law, path: Path) -> tuple[str, ...]:
    if last is None or last["source"] != laws.BILL or last["version"] == law.version:
        return ()
    return (
        f"{path} has changed and is the law from now on, in place of the one that "
        f"{last['proposed_by']} and {last['seconded_by']} enacted.",
    )


def _standing(
    storage: Storage, of_file: Law | None, notices: tuple[str, ...], broken: Invalid | None
) -> tuple[Statute, tuple[str, ...]]:
    """The newest enacted law that today's code can still read, else the file's own."""
    with storage.view() as unit:
        rows = laws.newest_first(unit, LOOKED_BACK)
    for row in rows:
        if of_file is not None and row["version"] == of_file.version:
            return Statute(of_file, rows[0]["seq"]), notices
        try:
            return Statute(enact(row["text"], "the last law"), rows[0]["seq"]), notices
        except Invalid as refusal:
            notices = (*notices, refusal.sentence)
    if of_file is None:
        assert broken is not None
        raise broken
    return Statute(of_file, rows[0]["seq"] if rows else 0), notices
