"""bootstrap: settings in, an open house out. The only place that wires the floors together."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from desk.inbox import Inbox
from domain.brief import Playbook
from domain.clock import Clock, SystemClock
from domain.errors import Invalid
from domain.ids import Ids, RandomIds
from domain.settings import Settings
from graph.build import build
from graph.house import House
from graph.loading import load_attribute
from graph.model import Following, bind, narrowing, open_model, sees
from graph.playbooks import load_playbooks
from nodes.context import Rooms
from server.enacting import DEFAULT_LAW, enacted
from server.mood import mood
from storage.blobs import Blobs
from storage.checkpoints import FencedSaver
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Boundary, Storage
from tools.catalogue import Catalogue, catalogue_of
from tools.humans import human_tools
from tools.journal import Journal
from tools.mail import mail_tools
from tools.mcp.declared import Server, servers_of
from tools.ruling import ruled
from tools.shop import shop_tools
from tools.web import web_tools

DEFAULT_PLAYBOOKS = DEFAULT_LAW.parent / "playbooks"
PRACTICE = "practice"  # whose numbers they are, where no model is set


def open_house(
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    boundary: Boundary = lambda name: None,
    meeting: bool = True,
) -> House:
    """Open the house that `settings` describe; raises Invalid in words when it cannot be.

    A law file that cannot be enacted leaves the last enacted law in force, with a notice. Without
    `meeting` no MCP server is met, and its tools are missing.
    """
    settings = settings or Settings()
    clock, ids = clock or SystemClock(), ids or RandomIds()
    _make_home(settings.home)
    catalogue = _catalogue(settings, clock)
    named = servers_of(settings.mcp) if settings.mcp and meeting else ()
    model = open_model(settings.model)
    engine = open_engine(settings.database_url)
    migrate(engine)
    storage = Storage(engine, boundary)
    statute, notices = enacted(settings, storage, clock)
    catalogue.follow(lambda: statute.law, ruled)
    absences, part = _met(named, catalogue)
    playbooks, faults = _playbooks(settings, catalogue)
    rooms = Rooms(
        storage=storage,
        blobs=Blobs(settings.home / "blobs"),
        clock=clock,
        ids=ids,
        statute=statute,
        catalogue=catalogue,
        journal=Journal(storage, clock),
        inbox=Inbox(clock, ids),
        model=Following(model, catalogue) if named else bind(model, catalogue),
        narrowed=narrowing(model, catalogue),
        sees=sees(model),
        source=(settings.model or PRACTICE)[:128],
        mood=mood,
        playbooks=playbooks,
    )
    saver = FencedSaver(storage)
    told = (*notices, *absences, *(faults if meeting else ()))
    return House(settings, rooms, build(saver), saver, told, part)


def _make_home(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            "home_unusable",
            f"COUNTERSIGN_HOME ({home}) cannot be a data folder: {error.strerror}. "
            "Point it at a folder that can be written.",
        ) from error


def _catalogue(settings: Settings, clock: Clock) -> Catalogue:
    if not settings.tools:
        demo = [*shop_tools(settings, clock), *mail_tools(settings, clock)]
        return catalogue_of([*demo, *web_tools(settings, clock), *human_tools()])
    _import_from_here()
    named = load_attribute(settings.tools, "COUNTERSIGN_TOOLS", "tools_broken")
    if not isinstance(named, list | tuple):
        raise Invalid(
            "tools_broken",
            f"COUNTERSIGN_TOOLS: {settings.tools} is no list of tools; make it one.",
        )
    return catalogue_of([*named, *human_tools()])


def _import_from_here() -> None:
    """A console script does not look into the folder it is called in; a tool module lives there."""
    here = str(Path.cwd())
    if here not in sys.path and "" not in sys.path:
        sys.path.append(here)


def _met(
    named: tuple[Server, ...], catalogue: Catalogue
) -> tuple[tuple[str, ...], Callable[[], None]]:
    """What is wrong with the MCP servers that are named, and how to take leave of them."""
    if not named:
        return (), lambda: None
    # Half a second that only houses with servers should spend.
    from tools.mcp.servers import Servers  # noqa: PLC0415

    servers = Servers(named, catalogue.put)
    return servers.meet(), servers.close


def _playbooks(
    settings: Settings, catalogue: Catalogue
) -> tuple[Mapping[str, Playbook], tuple[str, ...]]:
    """Those that are shipped name the demo's tools and are left out where others are set."""
    if settings.tools and settings.playbooks is None:
        return {}, ()
    names = {tool.name for tool in catalogue}
    return load_playbooks(settings.playbooks or DEFAULT_PLAYBOOKS, names)
