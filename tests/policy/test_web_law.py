"""test_web_law: a tool that calls a host goes alone only where the law lists it."""

import pytest

from domain.action import Action
from domain.risk import Ambiguity, Reversibility, Risk
from domain.verdict import Route
from policy.context import Context
from policy.gate import judge
from policy.rules import Law
from policy.tables import Web
from tests.fakes.papers import LAW

FETCH = Risk(reversibility=Reversibility.ONE_CLICK, ambiguity=Ambiguity.FREE_FORM, address="url")


def route(url: object, *listed: str, risk: Risk = FETCH) -> tuple[Route, str]:
    action = Action(
        call_id="c", name="fetch", arguments={"url": url}, digest="d", fingerprint="f", risk=risk
    )
    law: Law = LAW.model_copy(update={"web": Web(allow_hosts=listed)})
    verdict = judge(action, Context(), law)
    return verdict.route, verdict.reasons[0].code


@pytest.mark.parametrize(
    ("url", "listed"),
    [
        ("https://example.com/a?b=c", "example.com"),
        ("https://EXAMPLE.com./", "example.com"),
        ("https://docs.example.com/", ".example.com"),
    ],
)
def test_a_listed_host_may_be_called_alone(url: str, listed: str) -> None:
    assert route(url, listed)[0] is Route.AUTO


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "https://example.com.evil.example/",
        "https://notexample.com/",
        "https://example.com@evil.example/",
        "https://evil.example/?x=example.com",
    ],
)
def test_any_other_host_is_reviewed(url: str) -> None:
    assert route(url, "example.com", ".example.com") == (Route.REVIEW, "host_not_listed")


@pytest.mark.parametrize("url", ["", None, 5, "http://", "https://exa mple.com", "x" * 9000])
def test_what_cannot_be_read_is_reviewed(url: object) -> None:
    assert route(url, "example.com") == (Route.REVIEW, "host_unreadable")


def test_a_tool_that_calls_itself_a_reader_is_judged_by_its_host_too() -> None:
    reader = Risk(read_only=True, address="url")
    assert route("https://evil.example/", risk=reader)[0] is Route.REVIEW
