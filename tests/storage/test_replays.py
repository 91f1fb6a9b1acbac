"""test_replays: the newest verdicts are found without a look at all the others."""

import pytest
from sqlalchemy import Select

from storage import replays
from tests.fakes.office import Office


@pytest.mark.parametrize("query", [replays._PROPOSALS, replays._EDITIONS])
def test_the_newest_are_found_by_their_time(office: Office, query: Select[tuple[object]]) -> None:
    text, constants = office.storage.statements.compiled(query, False)
    with office.storage.view() as unit:
        plan = unit._connection.execute(f"EXPLAIN QUERY PLAN {text}", {**constants, "limit": 5})
        steps = [str(row[3]) for row in plan.fetchall()]
    assert "SCAN verdicts USING INDEX ix_verdicts_at" in steps
    # Only those of the same moment are sorted; then the walk ends with the last one wanted.
    assert "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY" in steps
    assert [step for step in steps if step.startswith("SCAN")] == [
        "SCAN verdicts USING INDEX ix_verdicts_at",
        "SCAN anon_1",
    ]
