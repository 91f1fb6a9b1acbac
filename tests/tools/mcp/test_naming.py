"""test_naming: a server's tools are called what every provider takes, and no two alike."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tools.mcp.naming import LONGEST, name_of, named


def test_a_name_says_whose_tool_it_is() -> None:
    assert name_of("github", "create_issue") == "github_create_issue"
    assert name_of("github", "issues.create") == "github_issues_create"


@given(st.text())
def test_every_name_is_one_that_providers_take(tool: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name_of("s" * 32, tool))


def test_long_names_stay_apart() -> None:
    names, alike = named("s", ["a" * 90 + "1", "a" * 90 + "2"])
    assert (len(set(names.values())), alike) == (2, [])
    assert {len(name) for name in names.values()} == {LONGEST}


def test_what_cannot_be_told_apart_has_no_name() -> None:
    names, alike = named("s", ["a.b", "a_b", "c", "d", "d"])
    assert (names, alike) == ({"c": "s_c"}, ["a.b", "a_b", "d"])
