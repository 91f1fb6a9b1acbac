"""test_briefs: a thread has one brief, which comes back as it was given and never changes."""

from domain.brief import Brief
from domain.verdict import Route
from storage import briefs, threads
from storage.unit import Storage

BRIEF = Brief(
    goal="Ünïcode 🙂",
    constraints=("a", "b"),
    steps=("one",),
    tools=("note",),
    budget_minor=10**15,
    currency="JPY",
    autonomy=0.25,
    checkpoints={"note": Route.TWO},
    playbook="file",
)


def test_a_brief_comes_back_as_it_was_given(storage: Storage) -> None:
    with storage.unit("test") as unit:
        assert briefs.find(unit, "t-1") is None
        assert briefs.keep(unit, "t-1", BRIEF, "ann", 5)
        assert briefs.find(unit, "t-1") == BRIEF
        assert briefs.find(unit, "t-2") is None


def test_a_second_one_changes_nothing(storage: Storage) -> None:
    with storage.unit("test") as unit:
        briefs.keep(unit, "t-1", BRIEF, "ann", 5)
        assert not briefs.keep(unit, "t-1", Brief(), "rob", 6)
        assert briefs.find(unit, "t-1") == BRIEF


def test_no_tools_is_something_else_than_every_tool(storage: Storage) -> None:
    with storage.unit("test") as unit:
        threads.create(unit, "t-2", "ann", "another", 0)
        briefs.keep(unit, "t-1", Brief(tools=()), "ann", 5)
        briefs.keep(unit, "t-2", Brief(goal="x"), "ann", 5)
        kept = [briefs.find(unit, name) for name in ("t-1", "t-2")]
    assert [each.tools for each in kept if each is not None] == [(), None]
