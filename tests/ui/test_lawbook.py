"""Policy: the law is read by those who judge, and changed by two admins; refusals are words."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from domain.errors import Conflict
from domain.law import Check, Fault
from domain.people import Person, Role
from tests.ui.lawbook import TEXT, LawClient, bill, standing
from tests.ui.staging import click, labels, markdown, part, rerun, staged, texts
from tests.ui.values import ADA, HOSTILE, JONAS
from ui.screens import lawbook
from ui.screens.amending import NOTE

ABEL = Person(id="admin-2", name="Abel", roles=(Role.ADMIN,))
SIGNS = ("<script", "](", "://", "**bold", ":red[red", "`code")


def opened(client: LawClient, me: Person, section: str) -> AppTest:
    stage = staged(lawbook.show, client, me)
    stage.session_state[lawbook.SECTION] = section
    return rerun(stage)


def test_the_law_in_force_is_told_in_words() -> None:
    stage = staged(lawbook.show, LawClient(standing(late=3)), JONAS)
    card = part(stage, "articles")["cards"][0]
    assert card == {"title": "How sure", "rows": [["Goes alone from", "0.85", "confidence.act"]]}
    assert part(stage, "headline")["badges"] == [["3 late: no loosening now", "poor"]]


def test_a_text_is_changed_checked_and_proposed() -> None:
    client = LawClient(standing())
    stage = opened(client, ADA, lawbook.CHANGE)
    assert part(stage, "differences")["words"] == "Nothing yet: edit the text."
    changed = TEXT.replace("0.85", "0.9")
    stage.text_area[0].set_value(changed).run()
    lines = part(stage, "differences")["lines"]
    assert [line["pieces"] for line in lines if line["sign"] == "+"] == [
        [["=", "act = "], ["+", "0.9"]]
    ]
    click(stage, "Validate")
    assert "Version v2." in texts(stage)
    stage.text_input[0].set_value("Be careful").run()
    click(stage, "Propose")
    assert client.calls == [("check_law", changed), ("propose", changed, "Be careful")]
    assert stage.session_state[NOTE] == ""


def test_faults_are_told_with_their_lines_and_go_with_the_text() -> None:
    client = LawClient(standing())
    fault = Fault(line=2, where="confidence.act", what=HOSTILE)
    client.checked = Check(version="", faults=(fault,), loosens=(), is_in_force=False)
    stage = click(opened(client, ADA, lawbook.CHANGE), "Validate")
    assert part(stage, "reasons")["texts"][0].startswith("Line 2: confidence.act")
    for sign in SIGNS:
        assert sign not in markdown(stage), sign
    stage.text_area[0].set_value(TEXT + "# more").run()
    assert "This cannot be law yet" not in markdown(stage)


def test_a_backtest_shows_who_is_asked_what_goes_and_what_it_may_cost() -> None:
    client = LawClient(standing())
    stage = click(opened(client, ADA, lawbook.CHANGE), "Backtest")
    assert client.calls == [("backtest", TEXT, 1_000)]
    before, after, wrong = part(stage, "bars")["bars"]
    assert (before["share"], after["share"], before["wanted"]) == (0.5, 0.4, [0.05, 0.2])
    assert (wrong["share"], wrong["low"], wrong["high"]) == (1.0, 0.2065, 1.0)
    assert "between €3.82 and €18.50" in wrong["words"]
    (flip,) = part(stage, "flips")["flips"]
    assert (flip["request"], flip["before"], flip["after"]) == ("req_1", "a reviewer", "alone")
    assert (flip["wrong"], flip["settled"]) == (True, "people rejected it")
    assert part(stage, "reasons")["texts"] == ["How it sounded."]
    for sign in SIGNS:
        assert sign not in markdown(stage), sign


def test_a_reviewer_may_try_a_text_and_propose_none() -> None:
    stage = opened(LawClient(standing(bill())), JONAS, lawbook.CHANGE)
    assert labels(stage) == ["Validate", "Backtest", "Start over"]
    stage = opened(LawClient(standing(bill())), JONAS, lawbook.BILLS)
    assert labels(stage) == []


@pytest.mark.parametrize(
    ("me", "changed", "offered"),
    [
        (ABEL, {}, ["Second and enact", "Refuse"]),
        (ABEL, {"is_stale": True}, ["Refuse"]),
        (ADA, {}, ["Withdraw"]),
    ],
)
def test_a_bill_offers_what_one_may_do_about_it(
    me: Person, changed: dict[str, Any], offered: list[str]
) -> None:
    client = LawClient(standing(bill(note=HOSTILE, **changed)))
    stage = opened(client, me, lawbook.BILLS)
    assert labels(stage) == offered
    assert part(stage, "reasons")["texts"] == ["confidence.act: 0.85 to 0.7"]
    for sign in SIGNS:
        assert sign not in markdown(stage), sign


@pytest.mark.parametrize(
    ("me", "label", "verb"),
    [
        (ABEL, "Second and enact", "second"),
        (ABEL, "Refuse", "refuse_bill"),
        (ADA, "Withdraw", "withdraw_bill"),
    ],
)
def test_one_click_settles_a_bill(me: Person, label: str, verb: str) -> None:
    client = LawClient(standing(bill()))
    click(opened(client, me, lawbook.BILLS), label)
    assert client.calls == [(verb, "bill_1")]


def test_a_refusal_is_told_in_words() -> None:
    client = LawClient(standing(bill()))
    client.refusal = Conflict("queue_late", "3 requests are past their time.")
    stage = click(opened(client, ABEL, lawbook.BILLS), "Second and enact")
    assert "3 requests are past their time." in texts(stage)


def test_what_is_typed_stays_while_another_part_is_open_and_follows_the_law_if_untouched() -> None:
    client = LawClient(standing())
    stage = opened(client, ADA, lawbook.CHANGE)
    stage.text_area[0].set_value("mine").run()
    for section in (lawbook.HISTORY, lawbook.CHANGE):
        stage.session_state[lawbook.SECTION] = section
        rerun(stage)
    assert stage.text_area[0].value == "mine"
    click(stage, "Start over")
    newer = standing().edition.model_copy(update={"text": "newer"})
    client.told = standing(edition=newer)
    rerun(stage)
    assert stage.text_area[0].value == "newer"


def test_the_history_shows_what_each_changed() -> None:
    stage = opened(LawClient(standing()), JONAS, lawbook.HISTORY)
    assert [row["id"] for row in part(stage, "rows")["rows"]] == ["2", "1"]
    signs = [line["sign"] for line in part(stage, "differences")["lines"]]
    assert signs == ["=", "-", "+", "="]
