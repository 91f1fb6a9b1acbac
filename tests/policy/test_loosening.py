"""test_loosening: no law that lets anything by with less is ever taken for as strict as before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.action import Action
from policy.context import Context
from policy.gate import judge
from policy.loosening import FIELDS, TERMS, loosened
from policy.rules import Law, enact
from policy.tables import Tables
from policy.terms import Terms
from tests.fakes.papers import LAW, LAW_TEXT, law
from tests.policy.drawn import CONTEXTS, actions, laws
from tests.policy.test_replay import of_day

NAMED = ("domains", "tools", "profiles", "servers")
SHARES = st.sampled_from(["0.0", "0.5", "0.9", "1.0"])
SPECIALS = st.dictionaries(
    st.sampled_from(["act", "floor", "field", "autonomy", "recheck"]), SHARES, max_size=3
) | st.fixed_dictionaries(
    {},
    optional={
        "below_floor": st.sampled_from(['"ask"', '"review"', '"refuse"']),
        "review_above_minor": st.sampled_from(["0", "50000", "5000000"]),
        "two_above_minor": st.sampled_from(["0", "5000000"]),
        "outbox_seconds": st.sampled_from(["0", "60"]),
        "plan_first": st.sampled_from(["true", "false"]),
        "role": st.sampled_from(['"lead"', '"reviewer"']),
    },
)


@st.composite
def special_laws(draw: st.DrawFn) -> Law:
    """Any law, with terms of its own for the tool and some of the domains that actions have."""
    kept = draw(laws()).text.split("\n[domains.")[0]
    for place in ("domains.support", "domains.legal", "tools.note"):
        stated = draw(st.none() | SPECIALS)
        if stated is not None:
            lines = [f"{key} = {value}" for key, value in stated.items()]
            kept += "\n".join([f"\n[{place}]", *lines]) + "\n"
    if draw(st.booleans()) and "[tools.note]" in kept:
        kept += 'domain = "legal"\n'
    return enact(kept, "drawn")


@settings(max_examples=300)
@given(actions(), CONTEXTS, special_laws(), special_laws())
def test_a_law_that_asks_less_of_any_action_is_called_looser(
    proposed: Action, known: Context, old: Law, new: Law
) -> None:
    before = judge(proposed, of_day(known, old), old)
    after = judge(proposed, of_day(known, new), new)
    fewer = before.signers is not None and after.signers is not None
    if (
        after.route.rank < before.route.rank
        or (before.ask and not after.ask and after.route is before.route)
        or (fewer and after.signers.tier < before.signers.tier)
    ):
        assert loosened(old, new)


@given(special_laws())
def test_a_law_is_never_looser_than_itself(under: Law) -> None:
    assert loosened(under, under) == ()


@pytest.mark.parametrize(
    ("replaced", "said"),
    [
        ({"act": "0.7"}, "confidence.act: 0.85 to 0.7"),
        ({"review_above_minor": "20000"}, "guardrails.review_above_minor: 10000 to 20000"),
        ({"regulated": '"lead"'}, ""),
        ({"thread_minor": "0"}, "limits.thread_minor: 50000 to 0"),
        ({"thread_minor": "40000"}, ""),
        ({"allow_hosts": '["a.example"]'}, "web.allow_hosts: none to a.example"),
        ({"sla_seconds": "600"}, "request.sla_seconds: 90 to 600"),
        ({"unstated": "0.99"}, "confidence.unstated: 0.85 to 0.99"),
        ({"unstated": "0.5"}, ""),
        ({"uncalibrated_sample": "0.2"}, ""),
        ({"exempt": "[]"}, ""),
        ({"exempt": '["practice", "mine"]'}, "calibration.exempt: practice to practice, mine"),
        ({"act": "0.98"}, ""),
    ],
)
def test_what_is_weaker_is_named(replaced: dict[str, str], said: str) -> None:
    found = loosened(LAW, law(**replaced))
    assert any(each == said for each in found) if said else found == ()


def test_terms_of_one_tool_and_of_one_domain_are_compared() -> None:
    tool = enact(LAW_TEXT + "\n[tools.pay]\nreview_above_minor = 90000\n", "x")
    assert "tools.pay.review_above_minor: 10000 to 90000" in loosened(LAW, tool)
    assert loosened(tool, LAW) == ()
    freer = LAW_TEXT.replace("autonomy = 0.2", "autonomy = 0.9")
    assert "domains.legal.autonomy: 0.2 to 0.9" in loosened(LAW, enact(freer, "x"))
    moved = LAW_TEXT.replace("[domains.legal]", "[domains.lawful]")
    assert loosened(LAW, enact(moved, "x"))


def test_an_owners_profile_and_a_trusted_server_count_as_loosening() -> None:
    profile = enact(LAW_TEXT + '\n[profiles."x.read"]\nread_only = true\n', "x")
    assert loosened(LAW, profile) == ("profiles.x.read: another risk profile, or none",)
    server = enact(LAW_TEXT + "\n[servers.files]\ntrusted = true\n", "x")
    assert loosened(LAW, server) == ("servers.files.trusted: no to yes",)


def test_every_field_of_the_law_has_a_direction() -> None:
    fields = {
        f"{table}.{field}"
        for table, stated in Tables.model_fields.items()
        if table not in NAMED
        for field in stated.annotation.model_fields  # type: ignore[union-attr]
    }
    assert fields == set(FIELDS)
    assert set(Terms.model_fields) == set(TERMS)
