"""bootstrap: settings in, an open house out. The only place that wires the floors together."""

import sys
from pathlib import Path

from desk.inbox import Inbox
from domain.clock import Clock, SystemClock, to_milliseconds
from domain.errors import Invalid
from domain.ids import Ids, RandomIds
from domain.settings import Settings
from graph.build import build
from graph.house import House
from graph.loading import load_attribute
from graph.model import bind, open_model, sees
from nodes.context import Rooms
from policy.rules import Law, enact
from storage import audit, laws
from storage.blobs import Blobs
from storage.checkpoints import FencedSaver
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Boundary, Storage
from tools.catalogue import Catalogue, catalogue_of
from tools.humans import human_tools
from tools.journal import Journal
from tools.mail import mail_tools
from tools.shop import shop_tools
from tools.web import web_tools

DEFAULT_LAW = Path(__file__).parent.parent / "policy" / "default.toml"


def open_house(
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    boundary: Boundary = lambda name: None,
) -> House:
    """Open the house that `settings` describe; raises Invalid in words when it cannot be.

    A law file that cannot be enacted leaves the last enacted law in force, with a notice.
    """
    settings = settings or Settings()
    clock, ids = clock or SystemClock(), ids or RandomIds()
    _make_home(settings.home)
    catalogue = _catalogue(settings, clock)
    model = open_model(settings.model)
    engine = open_engine(settings.database_url)
    migrate(engine)
    storage = Storage(engine, boundary)
    law, notices = _law(settings, storage, clock)
    rooms = Rooms(
        storage=storage,
        blobs=Blobs(settings.home / "blobs"),
        clock=clock,
        ids=ids,
        law=law,
        catalogue=catalogue,
        journal=Journal(storage, clock),
        inbox=Inbox(clock, ids),
        model=bind(model, catalogue),
        sees=sees(model),
    )
    saver = FencedSaver(storage)
    return House(settings, rooms, build(saver), saver, notices)


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


def _law(settings: Settings, storage: Storage, clock: Clock) -> tuple[Law, tuple[str, ...]]:
    path = settings.policy or DEFAULT_LAW
    try:
        law, notices = enact(_text(path), str(path)), ()
    except Invalid as broken:
        with storage.view() as unit:
            last = laws.latest(unit)
        if last is None:
            raise
        return enact(last["text"], "the last law"), (broken.sentence,)
    now = to_milliseconds(clock.now())
    with storage.unit("law") as unit:
        if laws.keep(unit, law.version, law.text, now):
            audit.append(
                unit,
                audit.HOUSE,
                at=now,
                actor="house",
                event="law.enacted",
                payload={"version": law.version},
            )
    return law, notices


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            "policy_broken", f"{path} cannot be read ({error}); the old law stays."
        ) from error
