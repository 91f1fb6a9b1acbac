"""test_rows: people, switches and laws come back as they were kept."""

from domain.people import Person, Role
from storage import laws, people, switches
from storage.rows import packed, unpacked, unpacked_each
from storage.unit import Storage
from tests.fakes.papers import ANN, LEA


def test_a_person_is_kept_once_with_all_roles(storage: Storage) -> None:
    both = Person(id="bob", name="Bob ☂", roles=(Role.REVIEWER, Role.LEAD))
    with storage.unit("test") as unit:
        assert people.add(unit, both, 1)
        assert not people.add(unit, both.model_copy(update={"name": "Other"}), 2)
        assert people.find(unit, "bob") == both
        assert people.find(unit, "nobody") is None
        everyone = people.everyone(unit)
    assert [person.id for person in everyone] == sorted(person.id for person in everyone)
    assert ANN in everyone
    assert LEA in everyone


def test_a_switch_never_touched_is_off(storage: Storage) -> None:
    with storage.unit("test") as unit:
        assert not switches.thrown(unit, switches.HALT)
        for on in (True, True, False, True):
            switches.throw(unit, switches.HALT, on)
            assert switches.thrown(unit, switches.HALT) is on


def test_a_law_is_kept_when_it_changes_and_an_old_one_can_return(storage: Storage) -> None:
    with storage.unit("test") as unit:
        assert laws.latest(unit) is None
        assert laws.keep(unit, "v1", "one", 1)
        assert not laws.keep(unit, "v1", "one", 2)
        assert laws.keep(unit, "v2", "two", 3)
        assert laws.keep(unit, "v1", "one", 4)
        last = laws.latest(unit)
    assert last is not None
    assert (last["version"], last["text"]) == ("v1", "one")


def test_json_goes_in_and_out_unchanged() -> None:
    value = {"a": [1, 2.5, None, True, "ü\u2028"], "b": {}}
    assert unpacked(packed(value)) == value


def test_many_values_come_back_in_their_order() -> None:
    values = [{"text": "a],[\u2028b"}, [], 1.5, None, "ü"]
    assert unpacked_each(map(packed, values)) == values
    assert unpacked_each([]) == []
