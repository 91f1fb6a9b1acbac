"""test_telling: which deeds the sentences of a tool's description own up to."""

import pytest

from policy.deeds import Form, Kind, verb_of
from policy.telling import told_kinds


@pytest.mark.parametrize(
    ("description", "kinds"),
    [
        ("Calculate the mean of some numbers.", {Kind.READS}),
        ("Looks a member up and deletes what is stale.", {Kind.READS, Kind.DESTROYS}),
        ("Modifies the seat of a passenger.", {Kind.CHANGES}),
        ("This function computes a median.", {Kind.READS}),
        ("A tool for deleting drafts.", {Kind.DESTROYS}),
        ("This endpoint can be used to create a user.", {Kind.CHANGES}),
        ("An operation that lets you cancel a booking.", {Kind.DESTROYS}),
        ("Finds the nearest slot. It then reserves the slot.", {Kind.READS, Kind.PAYS}),
        ("Reads the sheet. It will overwrite the old one.", {Kind.READS, Kind.DESTROYS}),
        ("This tool searches for a line and inserts it where it fits.", {Kind.READS, Kind.CHANGES}),
        ("Checks the weather. It calls a service of the weather people.", {Kind.READS}),
        ("This tool belongs to the shop suite. Description: Compute the tax.", {Kind.READS}),
        ("Frobnicates the account. Check the handbook first.", {Kind.UNKNOWN}),
        ("The rate of two currencies", set()),
        ("", set()),
    ],
)
def test_verbs_count_where_the_tool_is_their_subject(description: str, kinds: set[Kind]) -> None:
    assert told_kinds(description, []) == kinds


def test_a_reading_verb_counts_in_the_first_sentence_alone() -> None:
    assert told_kinds("Does its thing. This tool reads the list.", []) == set()


def test_a_reading_verb_behind_another_subject_is_not_the_tools() -> None:
    assert told_kinds("The report that this function reads is sent off by somebody.", []) == set()


def test_a_noun_of_the_tools_own_name_is_no_verb() -> None:
    assert told_kinds("Orders that are late", ["list", "orders"]) == set()


@pytest.mark.parametrize(
    ("word", "kind", "form"),
    [
        ("delete", Kind.DESTROYS, Form.BASE),
        ("applies", Kind.EXECUTES, Form.THIRD_PERSON),
        ("publishes", Kind.SENDS, Form.THIRD_PERSON),
        ("deleting", Kind.DESTROYS, Form.GERUND),
        ("running", Kind.EXECUTES, Form.GERUND),
        ("adding", Kind.CHANGES, Form.GERUND),
    ],
)
def test_a_verb_is_known_in_three_forms(word: str, kind: Kind, form: Form) -> None:
    assert verb_of(word) == (kind, form)


@pytest.mark.parametrize("word", ["ring", "ing", "s", "", "being", "things"])
def test_what_only_looks_like_a_form_is_no_verb(word: str) -> None:
    assert verb_of(word)[0] is None
