"""context: the rooms a node may enter, and the lease it writes under."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable

from desk.inbox import Inbox
from domain.brief import Playbook
from domain.clock import Clock
from domain.ids import Ids
from nodes.model import Patience
from nodes.statute import Statute
from policy.rules import Law
from policy.sentiment import Mood
from storage.blobs import Blobs
from storage.unit import Storage
from tools.catalogue import Catalogue
from tools.intent import Lease
from tools.journal import Journal

Model = Runnable[LanguageModelInput, AIMessage]


@dataclass(frozen=True)
class Rooms:
    """Everything a turn needs, wired once when the house opens. `sees`: the model takes pictures.

    `narrowed` gives the model with some of the tools alone. A node calls `changed` where people
    should look again before its advance ends. `source` is whose confidences the model's are, and
    `mood` says how a text sounds.
    """

    storage: Storage
    blobs: Blobs
    clock: Clock
    ids: Ids
    statute: Statute
    catalogue: Catalogue
    journal: Journal
    inbox: Inbox
    model: Model
    narrowed: Callable[[tuple[str, ...]], Model]
    sees: bool = False
    playbooks: Mapping[str, Playbook] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)
    source: str = "agent"
    mood: Mood = lambda text: 0.0
    changed: Callable[[], None] = lambda: None

    @property
    def law(self) -> Law:
        """The law in force at this moment; another may be a moment later."""
        return self.statute.law

    def under_one_law(self) -> Self:
        """The same rooms with the law of this moment, whatever is enacted meanwhile."""
        return replace(self, statute=Statute(self.law))


@dataclass(frozen=True)
class Context:
    """One advance of one thread."""

    rooms: Rooms
    lease: Lease
