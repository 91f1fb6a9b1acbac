"""A checkpoint that is lost takes no decision with it: the turn is rebuilt from the rows."""

from graph.house import House
from tests.fakes.houses import advance, say
from tests.fakes.model import script
from tests.fakes.world import happened

STORY = script(
    [("note", {"text": "before"})],
    [("note", {"text": "beside"}), ("pay", {"to": "ann", "amount_minor": 500})],
)


def test_a_request_whose_checkpoint_is_gone_is_still_carried_out_once(house: House) -> None:
    say(house, STORY)
    (request,) = house.desk.open_requests()
    _forget_checkpoints(house)

    house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    advance(house, "t-1")

    assert sorted(happened()) == ["note before", "note beside", "pay ann 500"]
    assert house.threads.read("t-1").messages[-1].text.startswith("Done.")


def test_an_open_request_whose_checkpoint_is_gone_stays_one_request(house: House) -> None:
    say(house, STORY)
    (request,) = house.desk.open_requests()
    _forget_checkpoints(house)

    say(house, "are you there?")

    assert [open_.id for open_ in house.desk.open_requests()] == [request.id]
    assert sorted(happened()) == ["note before", "note beside"]


def _forget_checkpoints(house: House) -> None:
    with house.rooms.storage.engine.begin() as connection:
        for table in ("checkpoints", "writes"):
            connection.exec_driver_sql(f"delete from {table}")
