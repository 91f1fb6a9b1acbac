"""test_briefing: a brief comes with the first message, stays, and binds what the agent may do."""

from pathlib import Path
from typing import Any

import pytest

from domain.brief import Brief
from domain.errors import Conflict, Forbidden, Invalid, Missing
from domain.verdict import Route
from graph.house import House
from storage import audit, briefs
from storage.rows import unpacked
from tests.fakes.houses import TOOLS, advance, asked, heard, open_test_house, say, settings
from tests.fakes.model import script
from tests.fakes.models import CountingModel
from tests.fakes.refusals import refused
from tests.fakes.world import happened

NOTE = script([("note", {"text": "a"})])
LOOK = script([("look", {"what": "a"})])
PLAYBOOK = """
title = "Write it down"
goal = "Keep notes."
tools = ["look"]
autonomy = 0.5

[[steps]]
what = "Write"
tool = "note"
checkpoint = "lead"
"""


def begin(house: House, text: str, brief: Brief | None, playbook: str = "") -> None:
    house.threads.send("t-1", text, by="requester-1", brief=brief, playbook=playbook)
    advance(house, "t-1")


def kept(house: House, thread_id: str = "t-1") -> Brief | None:
    with house.rooms.storage.view() as unit:
        return briefs.find(unit, thread_id)


def test_a_tool_that_is_left_out_is_refused_and_nothing_happens(house: House) -> None:
    begin(house, NOTE, Brief(tools=("look",)))
    assert "The brief of this conversation leaves note out." in heard(house)[0]
    assert (happened(), house.desk.open_requests()) == ([], [])


def test_a_tool_that_is_allowed_goes_as_the_law_says(house: House) -> None:
    begin(house, NOTE, Brief(tools=("note",)))
    assert happened() == ["note a"]


def test_a_checkpoint_asks_whom_it_names(house: House) -> None:
    begin(house, NOTE, Brief(checkpoints={"note": Route.LEAD}))
    request = asked(house)
    assert (request.route, [each.code for each in request.reasons]) == (Route.LEAD, ["checkpoint"])
    assert happened() == []


def test_no_autonomy_asks_before_everything_that_is_no_read(house: House) -> None:
    begin(house, script([("note", {"text": "a"}), ("look", {"what": "b"})]), Brief(autonomy=0.0))
    assert [each.code for each in asked(house).reasons] == ["autonomy"]
    assert heard(house) == ["b: seen"]
    assert happened() == []


def test_it_holds_in_every_later_turn(house: House) -> None:
    begin(house, LOOK, Brief(tools=("look",)))
    say(house, NOTE)
    assert "leaves note out" in heard(house)[-1]
    assert happened() == []


def test_an_edit_cannot_leave_it(house: House) -> None:
    begin(house, NOTE, Brief(checkpoints={"note": Route.LEAD}))
    edit = {"type": "edit", "name": "note", "arguments": {"text": "b"}}
    house.desk.decide(asked(house).id, edit, by="lead-1")
    advance(house, "t-1")
    assert happened() == ["note b"]
    with house.rooms.storage.view() as unit:
        rows = audit.read(unit, "thread:t-1")
    assert all(
        unpacked(row["payload"])["route"] == "lead" for row in rows if row["event"] == "verdict"
    )


def test_it_is_seen_by_its_owner_and_on_the_desk(house: House) -> None:
    brief = Brief(goal="keep a note", constraints=("no names",), autonomy=0.0)
    begin(house, NOTE, brief)
    assert house.threads.read("t-1", by="requester-1").brief == brief
    assert house.threads.read("t-1", by="reviewer-1").brief == brief
    assert house.desk.read(asked(house).id, by="reviewer-1").brief == brief
    with pytest.raises(Forbidden):
        house.threads.read("t-1", by="requester-2")


def test_who_fixed_it_stands_in_the_audit_before_the_first_verdict(house: House) -> None:
    begin(house, NOTE, Brief(goal="keep a note"))
    with house.rooms.storage.view() as unit:
        rows = audit.read(unit, "thread:t-1")
    assert [row["event"] for row in rows][:2] == ["brief.fixed", "verdict"]
    assert rows[0]["actor"] == "requester-1"
    assert unpacked(rows[0]["payload"])["goal"] == "keep a note"


def test_after_the_first_message_none_is_taken(house: House) -> None:
    say(house, "hello")
    again = house.threads.send
    code = refused(Conflict, again, "t-1", NOTE, by="requester-1", brief=Brief(tools=()))
    assert code == "brief_fixed"
    assert kept(house) is None
    assert house.threads.read("t-1").messages[0].text == "hello"
    assert len(house.threads.read("t-1").messages) == 2


def test_another_brief_is_refused_and_the_same_one_is_harmless(house: House) -> None:
    brief = Brief(tools=("look",))
    begin(house, LOOK, brief)
    begin(house, LOOK, brief)
    wider = Brief(tools=("look", "note"))
    again = house.threads.send
    assert refused(Conflict, again, "t-1", NOTE, by="requester-1", brief=wider) == "brief_fixed"
    assert kept(house) == brief


def test_the_first_message_sent_again_is_heard_once(house: House) -> None:
    for brief in (Brief(goal="one"), Brief(goal="one"), Brief(goal="other")):
        house.threads.send("t-1", LOOK, by="requester-1", message_id="m-1", brief=brief)
    assert kept(house) == Brief(goal="one")
    assert len(house.threads.read("t-1").messages) == 1


def test_nobody_briefs_the_conversation_of_another(house: House) -> None:
    say(house, "hello")
    send = house.threads.send
    for person in ("requester-2", "reviewer-1", "lead-1", "operator-1"):
        assert refused(Forbidden, send, "t-1", "x", by=person, brief=Brief(goal="mine"))
    assert kept(house) is None


@pytest.mark.parametrize(
    ("given", "kind", "code"),
    [
        ({"brief": Brief(tools=("erase",))}, Invalid, "brief_broken"),
        ({"brief": Brief(tools=(), checkpoints={"note": Route.LEAD})}, Invalid, "brief_broken"),
        ({"brief": Brief(checkpoints={"note": Route.REFUSE})}, Invalid, "brief_broken"),
        ({"playbook": "none"}, Missing, "playbook_unknown"),
        ({"playbook": "../../etc/passwd"}, Missing, "playbook_unknown"),
    ],
)
def test_what_cannot_be_kept_begins_nothing(
    house: House, given: dict[str, Any], kind: type[Invalid], code: str
) -> None:
    assert refused(kind, house.threads.send, "t-1", "x", by="requester-1", **given) == code
    assert refused(Missing, house.threads.read, "t-1") == "thread_unknown"


def test_a_brief_that_fixes_nothing_is_none(house: House) -> None:
    begin(house, LOOK, Brief(goal="  ", constraints=(" ",)))
    assert kept(house) is None


def test_a_rehearsal_stands_under_the_same_brief(house: House) -> None:
    begin(house, LOOK, Brief(tools=("look",)))
    fork_id = house.threads.fork("t-1", by="reviewer-1")
    assert kept(house, fork_id) == Brief(tools=("look",))


def test_the_model_is_told_and_given_what_it_may_use(tmp_path: Path, world: Path) -> None:
    model = "tests.fakes.models:CountingModel"
    with open_test_house(tmp_path / "home", model=model) as house:
        given: list[tuple[str, ...]] = []
        narrowed = house.rooms.narrowed
        object.__setattr__(
            house.rooms, "narrowed", lambda names: (given.append(names), narrowed(names))[1]
        )
        brief = Brief(
            goal="keep a note",
            constraints=("no names",),
            steps=("write",),
            tools=("note",),
            budget_minor=1234,
        )
        begin(house, NOTE, brief)
        house.threads.send("t-2", NOTE, by="requester-1")
        advance(house, "t-2")
        bound = house.rooms.model
        assert isinstance(bound, CountingModel)
        told = [str(prompt[0].content) for prompt in bound.prompts]
    assert given == [("note",), ("note",)]
    for words in ("Goal: keep a note", "- no names", "1. write", "12.34 EUR", "any other"):
        assert all(words in said for said in told[:2])
        assert not any(words in said for said in told[2:])


def test_the_longest_brief_keeps_the_prompt_bounded(house: House) -> None:
    from nodes.picturing import showing
    from nodes.prompts import SYSTEM, prompt

    lines = tuple(f"{number:02} {'x' * 296}" for number in range(20))
    names = tuple(f"{number:03}{'t' * 125}" for number in range(200))
    checkpoints = dict.fromkeys(names, Route.TWO)
    brief = Brief(
        goal="g" * 2000, constraints=lines, steps=lines, tools=names, checkpoints=checkpoints
    )
    (system,) = prompt([], showing([], house.rooms.blobs, False), brief)
    assert len(str(system.content)) < len(SYSTEM) + 15_000


@pytest.fixture
def shelf(tmp_path: Path, world: Path) -> Any:
    """A house with one playbook and a broken one beside it."""
    folder = tmp_path / "playbooks"
    folder.mkdir()
    (folder / "write.toml").write_text(PLAYBOOK)
    (folder / "broken.toml").write_text("goal = 5")
    with open_test_house(tmp_path / "home", playbooks=folder) as house:
        yield house


def test_a_playbook_is_taken_as_a_brief(shelf: House) -> None:
    begin(shelf, NOTE, None, "write")
    assert asked(shelf).route is Route.LEAD
    found = kept(shelf)
    assert found is not None
    assert (found.playbook, found.tools) == ("write", ("note", "look"))


def test_a_playbook_may_be_narrowed_and_not_widened(shelf: House) -> None:
    own = Brief(
        goal="only this",
        tools=("note", "pay"),
        autonomy=0.9,
        checkpoints={"note": Route.REVIEW},
        playbook="another",
        budget_minor=5,
    )
    begin(shelf, LOOK, own, "write")
    assert kept(shelf) == Brief(
        goal="only this",
        steps=("Write (note)",),
        tools=("note",),
        autonomy=0.5,
        checkpoints={"note": Route.LEAD},
        playbook="write",
        budget_minor=5,
    )


def test_nobody_claims_a_playbook_that_they_did_not_take(shelf: House) -> None:
    begin(shelf, LOOK, Brief(goal="x", playbook="write"))
    assert kept(shelf) == Brief(goal="x")


def test_the_broken_one_is_told_of_and_the_other_stays(shelf: House) -> None:
    assert [each.name for each in shelf.briefing.playbooks("requester-1")] == ["write"]
    (notice,) = shelf.notices
    assert "broken.toml cannot be used: line 1, goal" in notice


def test_who_may_read_what_briefs_are_made_of(shelf: House) -> None:
    for person in ("requester-1", "reviewer-1", "lead-1", "admin-1"):
        assert shelf.briefing.playbooks(person)
        cards = {card.name: card.reads for card in shelf.briefing.tools(person)}
        assert (cards["look"], cards["note"], cards["mystery"]) == (True, False, False)
    assert refused(Forbidden, shelf.briefing.playbooks, "operator-1") == "role_missing"
    assert refused(Forbidden, shelf.briefing.tools, "operator-1") == "role_missing"


def test_shipped_playbooks_are_for_the_shipped_tools(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path / "own", tools=TOOLS) as house:
        assert (house.notices, house.briefing.playbooks("admin-1")) == ((), [])
    with open_test_house(tmp_path / "demo", tools="") as house:
        assert house.notices == ()
        assert len(house.briefing.playbooks("admin-1")) >= 3
    assert settings(tmp_path).playbooks is None
