"""test_tool_set: tools of many trades, described as people describe them, held against the truth.

`tools.txt` says of each whether it acts. Recall on what acts comes before convenience.
"""

from pathlib import Path
from typing import NamedTuple

from domain.verdict import Route
from policy.assessing import Assessment, assess
from policy.deeds import Kind
from tests.fakes.papers import LAW

ASKED_AT_MOST = 0.12


class Told(NamedTuple):
    """One tool of the set, and what the law makes of a plain call."""

    acts: bool
    name: str
    judged: Assessment


def told(line: str) -> Told:
    sign, name, description, listed = (part.strip() for part in line.split("|"))
    names = [each for each in listed.split(",") if each]
    schema = {"type": "object", "properties": {each: {"type": "string"} for each in names}}
    plain = {each: "https://example.com" if each == "url" else "x" for each in names}
    return Told(sign == "+", name, assess(name, description, schema, plain, LAW))


LINES = (Path(__file__).parent / "tools.txt").read_text(encoding="utf-8").splitlines()[1:]
TOOLS = [told(line) for line in LINES]


def test_nothing_that_acts_is_taken_for_a_read() -> None:
    assert len(TOOLS) > 250
    acting = [tool for tool in TOOLS if tool.acts]
    assert [tool.name for tool in acting if tool.judged.kind is Kind.READS] == []
    assert [tool.name for tool in acting if tool.judged.verdict.route is Route.AUTO] == []


def test_few_of_those_that_only_tell_are_asked_about() -> None:
    telling = [tool for tool in TOOLS if not tool.acts]
    asked = [tool.name for tool in telling if tool.judged.verdict.route is not Route.AUTO]
    assert len(asked) / len(telling) <= ASKED_AT_MOST, asked
