"""send_mail into a Maildir: delivered once per key, and nothing malformed gets in."""

import mailbox
import threading
from pathlib import Path

import pytest

from domain.errors import Invalid, Unavailable
from tests.tools.mail_servers import MAIL, send, tool


def test_a_mail_lies_in_the_maildir_as_it_was_written(tmp_path: Path) -> None:
    result = send(tool(tmp_path))
    (message,) = mailbox.Maildir(tmp_path / "maildir", create=False)
    assert message["To"] == "anna@example.com"
    assert message["Message-ID"] == result["message_id"]
    assert message.get_payload(decode=True) == MAIL["body"].encode()


def test_the_same_key_delivers_once_even_after_it_was_read(tmp_path: Path) -> None:
    sender = tool(tmp_path)
    first = send(sender)
    assert send(sender) == first
    new, cur = tmp_path / "maildir" / "new", tmp_path / "maildir" / "cur"
    (delivered,) = new.iterdir()
    delivered.rename(cur / f"{delivered.name}:2,S")
    assert send(sender) == first
    assert list(new.iterdir()) == []
    assert list((tmp_path / "maildir" / "tmp").iterdir()) == []
    send(sender, key="key-2")
    assert len(list(new.iterdir())) == 1


def test_one_key_at_the_same_moment_delivers_once(tmp_path: Path) -> None:
    sender = tool(tmp_path)
    threads = [threading.Thread(target=send, args=(sender,)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list((tmp_path / "maildir" / "new").iterdir())) == 1


def test_a_maildir_that_cannot_be_written_is_a_refusal_in_words(tmp_path: Path) -> None:
    (tmp_path / "maildir").write_text("a file in the way")
    with pytest.raises(Unavailable, match="nothing was delivered"):
        send(tool(tmp_path))


def test_the_tool_says_what_it_is(tmp_path: Path) -> None:
    maildir, smtp = tool(tmp_path), tool(tmp_path, "smtp://localhost")
    assert (maildir.metadata or {})["idempotent"] is True
    assert (smtp.metadata or {})["idempotent"] is False
    schema = maildir.tool_call_schema.model_json_schema()  # type: ignore[union-attr]
    assert set(schema["properties"]) == {"to", "subject", "body"}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "anna@example.com\nBcc: eve@example.com"},
        {"to": "anna@example.com, eve@example.com"},
        {"to": "Anna <anna@example.com>"},
        {"to": "anna"},
        {"to": "anna@localhost"},
        {"to": ""},
        {"to": f"{'a' * 65}@example.com"},
        {"subject": "Hi\r\nBcc: eve@example.com"},
        {"subject": "Hi\nthere"},
        {"subject": "Hi\u2028there"},
        {"subject": "x" * 251},
        {"body": "ü" * 100_001},
    ],
)
def test_what_must_not_become_a_mail_is_refused_in_words(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        send(tool(tmp_path), **changes)
    assert refusal.value.sentence.endswith(".")
    assert not (tmp_path / "maildir").exists()
