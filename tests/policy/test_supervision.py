"""test_supervision: a tool goes alone once enough people took what was proposed as it was."""

from hypothesis import given
from hypothesis import strategies as st

from policy.supervision import is_unproven, is_watched
from policy.tables import Supervision

RULES = Supervision(decisions=10, agreement=0.9, proven=("note",))
AGREED = st.lists(st.booleans(), max_size=15)


def test_too_few_decisions_prove_nothing() -> None:
    assert is_unproven([], RULES)
    assert is_unproven([True] * 9, RULES)
    assert not is_unproven([True] * 10, RULES)


def test_the_share_of_the_newest_counts() -> None:
    assert not is_unproven([False] + [True] * 9, RULES)
    assert is_unproven([False] * 2 + [True] * 100, RULES)
    assert not is_unproven([True] * 10 + [False] * 100, RULES)


def test_the_law_names_those_that_need_no_record() -> None:
    assert is_watched("pay", RULES)
    assert not is_watched("note", RULES)
    assert not is_watched("pay", Supervision())


@given(AGREED, st.integers(0, 14), st.integers(1, 12), st.floats(0, 1))
def test_a_worse_record_never_proves_more(
    agreed: list[bool], at: int, decisions: int, share: float
) -> None:
    rules = Supervision(decisions=decisions, agreement=share)
    worse = [each and place != at for place, each in enumerate(agreed)]
    assert is_unproven(worse, rules) >= is_unproven(agreed, rules)


@given(AGREED, st.integers(1, 12), st.floats(0, 1), st.floats(0, 1))
def test_a_stricter_law_never_proves_more(
    agreed: list[bool], decisions: int, share: float, other: float
) -> None:
    low, high = sorted((share, other))
    lax = Supervision(decisions=decisions, agreement=low)
    strict = Supervision(decisions=decisions, agreement=high)
    assert is_unproven(agreed, strict) >= is_unproven(agreed, lax)
