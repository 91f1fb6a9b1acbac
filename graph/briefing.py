"""briefing: a brief is fixed by who begins a conversation, with its first message, and stays."""

from pathlib import Path

from domain.brief import Brief, Playbook, ToolCard
from domain.errors import Conflict, Forbidden, Missing
from domain.people import JUDGING, Role
from graph.people import People
from graph.playbooks import read_playbook_file
from nodes.context import Rooms
from policy.briefing import checked, narrowed
from storage import audit, briefs
from storage.unit import Unit

READING = (Role.REQUESTER, *JUDGING)


class Briefing:
    """The house's verbs about briefs and what they are made of."""

    def __init__(self, rooms: Rooms, people: People) -> None:
        self._rooms = rooms
        self._people = people

    def playbooks(self, by: str) -> list[Playbook]:
        """The playbooks of the house by title; raises Forbidden."""
        self._require_reader(by)
        return sorted(self._rooms.playbooks.values(), key=lambda each: (each.title, each.name))

    def tools(self, by: str) -> list[ToolCard]:
        """What a brief may allow, by name; raises Forbidden."""
        self._require_reader(by)
        cards = [
            ToolCard(
                name=tool.name,
                description=tool.description,
                reads=tool.risk is not None and tool.risk.read_only,
            )
            for tool in self._rooms.catalogue
        ]
        return sorted(cards, key=lambda card: card.name)

    def read(self, path: Path) -> Brief:
        """The brief in a file like a playbook; raises Invalid `playbook_broken`."""
        return read_playbook_file(path, {tool.name for tool in self._rooms.catalogue}).brief

    def _require_reader(self, by: str) -> None:
        if not self._people.get(by).holds(*READING):
            raise Forbidden("role_missing", "Briefs are for those who ask and those who judge.")


def brief_from(rooms: Rooms, brief: Brief | None, playbook: str) -> Brief | None:
    """What somebody asks for as the house keeps it: a playbook, narrowed by their own `brief`.

    None where nothing is narrowed. Raises Missing `playbook_unknown`, Invalid `brief_broken`.
    """
    known = {tool.name for tool in rooms.catalogue}
    own = checked(brief or Brief(), known).model_copy(update={"playbook": ""})
    if playbook:
        found = rooms.playbooks.get(playbook)
        if found is None:
            raise Missing(
                "playbook_unknown", f"There is no playbook called {playbook[:80]}; list them first."
            )
        own = narrowed(found.brief, own)
    return None if own == Brief() else own


def fix_brief(unit: Unit, thread_id: str, brief: Brief, by: str, at: int, *, begins: bool) -> None:
    """Keep a thread's brief in the transaction in which it begins.

    The same one again is harmless; another raises Conflict `brief_fixed`.
    """
    if not begins:
        if briefs.find(unit, thread_id) != brief:
            raise Conflict(
                "brief_fixed",
                "A brief is given with the first message and stays; begin another conversation.",
            )
        return
    briefs.keep(unit, thread_id, brief, by, at)
    audit.append(
        unit,
        audit.thread_stream(thread_id),
        at=at,
        actor=by,
        event="brief.fixed",
        payload=brief.model_dump(mode="json"),
    )
