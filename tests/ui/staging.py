"""staging: runs one screen, and tells apart what is painted as text from what is Markdown."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from domain.people import Person
from tests.ui.fakes import FakeClient

STAGE = Path(__file__).parent / "stage.py"
SECONDS = 20
READ = "Read the conversation"


def staged(screen: Callable[..., None], client: FakeClient, me: Person, **query: str) -> AppTest:
    """The screen after its first run."""
    stage = AppTest.from_file(str(STAGE), default_timeout=SECONDS)
    stage.session_state["screen"] = screen
    stage.session_state["client"] = client
    stage.session_state["me"] = me
    for name, value in query.items():
        stage.query_params[name] = value
    return rerun(stage)


def rerun(stage: AppTest) -> AppTest:
    """Run it again; whatever it raises fails the test."""
    stage.run()
    assert not stage.exception, stage.exception
    return stage


def click(stage: AppTest, label: str) -> AppTest:
    """Click the last button with this label."""
    button = [button for button in stage.button if _bare(button.label) == label][-1]
    button.click().run()
    assert not stage.exception, stage.exception
    return stage


def tell(stage: AppTest, name: str, event: str, value: Any) -> AppTest:
    """What the first part of this kind tells the server, as its script would in a browser."""
    found = [proto for kind, proto in _protos(stage._tree) if kind == "bidi_component"]
    proto = next(one for one in found if one.component_name == f"countersign_{name}")
    states: WidgetStates = stage._tree.get_widget_states()
    told = states.widgets.add(id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events")
    told.json_trigger_value = json.dumps([{"event": event, "value": value}])
    stage._run(states)
    assert not stage.exception, stage.exception
    return stage


def labels(stage: AppTest) -> list[str]:
    """What the buttons offer, without the keys that do the same and the way to the conversation."""
    found = [_bare(button.label) for button in stage.button]
    return [label for label in found if label != READ]


def texts(stage: AppTest) -> list[str]:
    """What is shown as plain text."""
    return [text.value for text in stage.text]


def part(stage: AppTest, name: str) -> Any:
    """The data of the first part of this kind."""
    return next(data for kind, data in parts(stage) if kind == name)


def parts(stage: AppTest) -> list[tuple[str, Any]]:
    """Every part with its data, in the order of the page."""
    return [
        (proto.component_name.removeprefix("countersign_"), json.loads(proto.json or "null"))
        for kind, proto in _protos(stage._tree)
        if kind == "bidi_component"
    ]


def order(stage: AppTest) -> list[str]:
    """The kinds of elements and parts from top to bottom, and the texts of the plain ones."""
    found = []
    for kind, proto in _protos(stage._tree):
        if kind == "bidi_component":
            found.append(proto.component_name.removeprefix("countersign_"))
        elif kind in ("markdown", "text"):
            found.append(proto.body)
    return found


def markdown(stage: AppTest) -> str:
    """Everything that Streamlit reads as Markdown, one after another, without escaped signs."""
    said = []
    for kind, proto in _protos(stage._tree):
        if kind not in ("bidi_component", "text"):
            names = ("body", "label", "help", "placeholder")
            said += [str(getattr(proto, name, "")) for name in names]
    return re.sub(r"\\.", "", "\n".join(said))


def _bare(label: str) -> str:
    return re.sub(r" `[^`]+`$", "", label)


def _protos(node: Any) -> Iterator[tuple[str, Any]]:
    for child in getattr(node, "children", {}).values():
        if getattr(child, "proto", None) is not None:
            yield getattr(child, "type", ""), child.proto
        yield from _protos(child)
