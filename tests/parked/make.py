"""make: park a thread at every interrupt of today's code and keep the database as text.

Run it when a new kind of interrupt exists, under a new file name; never over an old file, because
an old file is a promise to threads that were parked by an old release.
"""

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from graph.house import House
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, open_test_house, say
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT
from tests.fakes.photos import photo
from tests.fakes.plans import propose, step
from tests.fakes.world import WORLD

PARKED = {
    "at-approve": script([("pay", {"to": "ann", "amount_minor": 500})]),
    "at-outcome": script([("lose", {"what": "parcel"})]),
    "at-both": script([("note", {"text": "beside"}), ("pay", {"to": "bob", "amount_minor": 7})]),
    "at-elicit": script([("ask_human", {"question": "Which one?", "options": ["a", "b"]})]),
    "at-escalate": script(*[[("refuse", {"reason": "alike"})]] * 3),
    "at-outbox": script([("post", {"text": "soon"})]),
    "at-recheck": script([("note", {"text": "looked at later"})]),
    "at-plan": script([propose(step("note", text="a"))]),
    "at-proof": script([("hire_operator", {"description": "Look", "location": "Mill Lane"})]),
}
LAW = f"{LAW_TEXT}\n[tools.post]\noutbox_seconds = 60\n\n[tools.note]\nrecheck = 1.0\n"


def main() -> None:
    """Write the dump to the file named on the command line; refuses to replace one.

    With names behind it, of those threads alone.
    """
    target, names = Path(sys.argv[1]), sys.argv[2:] or list(PARKED)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[WORLD] = str(Path(folder) / "world.txt")
        law = Path(folder) / "law.toml"
        law.write_text(LAW)
        with open_test_house(Path(folder), clock=StillClock(), policy=law) as house:
            for thread_id in names:
                say(house, PARKED[thread_id], thread_id)
            if "at-proof" in names:
                _send_a_proof(house)
        with closing(sqlite3.connect(Path(folder) / "countersign.db")) as database:
            dump = "\n".join(database.iterdump())
    with target.open("x", encoding="utf-8") as file:
        file.write(f"{dump}\n")


def _send_a_proof(house: House) -> None:
    (hire,) = [each for each in house.desk.open_requests() if each.thread_id == "at-proof"]
    house.desk.decide(hire.id, {"type": "approve"}, by="reviewer-1")
    advance(house, "at-proof")
    (task,) = house.pool.offers("operator-1")
    house.pool.claim(task.id, "operator-1")
    house.pool.submit_proof(task.id, [photo()], "seen", "operator-1")


if __name__ == "__main__":
    main()
