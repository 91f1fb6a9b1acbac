"""test_notices: one text to many, kept with everybody it reached."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from domain.errors import Missing
from tests.tools.shop.open import shop, use
from tools.shop.notices import notices


def notify(home: Path, key: str = "one", **changes: str) -> Any:
    given = {"segment": "everyone", "subject": "Closed", "text": "Closed on Monday.", **changes}
    return use(home, "bulk_notice", key, **given)


def readers(home: Path) -> list[int]:
    found = shop(home).rows("SELECT customer_id FROM notice_readers ORDER BY customer_id")
    return [row["customer_id"] for row in found]


@pytest.mark.parametrize(
    ("segment", "reached"),
    [
        ("everyone", [201, 202, 203, 204, 205, 206, 207, 208]),
        ("waiting", [202, 203, 204, 205, 206, 208]),
        ("served", [201, 207]),
    ],
)
def test_a_notice_reaches_its_segment_and_tells_how_many(
    tmp_path: Path, segment: str, reached: list[int]
) -> None:
    answer = notify(tmp_path, segment=segment)
    assert (answer["reached"], answer["status"]) == (len(reached), "sent")
    assert readers(tmp_path) == reached


def test_a_notice_goes_out_once_per_key(tmp_path: Path) -> None:
    assert notify(tmp_path) == notify(tmp_path)
    notify(tmp_path, "two", text="Open again.")
    assert [(each["text"], each["reached"]) for each in notices(shop(tmp_path))] == [
        ("Closed on Monday.", 8),
        ("Open again.", 8),
    ]


def test_the_erased_get_no_notice(tmp_path: Path) -> None:
    for customer_id in (201, 207):
        use(tmp_path, "erase_customer", f"key-{customer_id}", customer_id=customer_id)
    assert notify(tmp_path)["reached"] == 6
    with pytest.raises(Missing, match="nothing was sent"):
        notify(tmp_path, "two", segment="served")
    assert len(notices(shop(tmp_path))) == 1


@pytest.mark.parametrize(
    "changes", [{"segment": "anybody"}, {"subject": "two\nlines"}, {"subject": ""}, {"text": ""}]
)
def test_what_is_no_notice_is_refused(tmp_path: Path, changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        notify(tmp_path, **changes)
