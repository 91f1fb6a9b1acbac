"""test_wording: every key of the law has words, and its value is told as people read it."""

from policy.rules import enact
from policy.tables import Tables, ToolTerms
from policy.wording import ABOUT, SPECIAL, in_words
from tests.fakes.papers import LAW, LAW_TEXT
from tests.policy.test_loosening import NAMED


def test_every_key_has_words() -> None:
    fields = {
        f"{table}.{field}"
        for table, stated in Tables.model_fields.items()
        if table not in NAMED
        for field in stated.annotation.model_fields  # type: ignore[union-attr]
    }
    assert fields == set(ABOUT)
    assert set(ToolTerms.model_fields) == set(SPECIAL)


def test_values_are_told_in_words() -> None:
    told = {row.key: row.value for section in in_words(LAW) for row in section.rows}
    assert told["guardrails.review_above_minor"] == "100.00"
    assert told["guardrails.physical"] == "a reviewer"
    assert told["request.decide_within_seconds"] == "4 hours"
    assert told["request.sla_seconds"] == "90 seconds"
    assert told["web.allow_hosts"] == "none"
    assert told["domains.legal"] == "alone from 0.97; may go alone: 20%; signed by a lead"


def test_what_single_tools_servers_and_profiles_have_is_told() -> None:
    added = (
        '\n[tools.pay]\n[servers.files]\ntrusted = true\n[profiles."x.read"]\nread_only = true\n'
    )
    told = {
        row.key: row.value
        for section in in_words(enact(LAW_TEXT + added, "x"))
        for row in section.rows
    }
    assert told["servers.files"] == "trusted"
    assert told["profiles.x.read"] == "only reads"
    assert "tools.pay" in told
