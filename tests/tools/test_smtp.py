"""send_mail by SMTP: what each failure says about whether it happened."""

import socket
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from domain.errors import CountersignError, Invalid, Unavailable
from tests.tools.mail_servers import Postbox, dying_server, free_port, mail_server, send, tool
from tools.smtp import MailServer


def test_a_server_gets_the_mail_with_the_password_and_the_dots(tmp_path: Path) -> None:
    postbox = Postbox()
    with mail_server(postbox) as port:
        result = send(tool(tmp_path, f"smtp://me%40example.com:right%20p%40ss@127.0.0.1:{port}"))
    (envelope,) = postbox.got
    assert postbox.logins[0].login == b"me@example.com"
    assert envelope.mail_from == "me@example.com"
    assert envelope.rcpt_tos == ["anna@example.com"]
    assert isinstance(envelope.content, bytes)
    assert result["message_id"].encode() in envelope.content
    assert b"\r\n.dots\r\n" in envelope.content
    assert result["status"] == "accepted by the mail server"


def test_a_wrong_password_is_refused_and_never_shown(tmp_path: Path) -> None:
    with mail_server(Postbox()) as port, pytest.raises(Unavailable) as refusal:
        send(tool(tmp_path, f"smtp://me:hunter2@127.0.0.1:{port}"))
    assert refusal.value.code == "smtp_sign_in"
    shown = f"{refusal.value!r} {refusal.value.__cause__} {MailServer.at('smtp://me:hunter2@h')!r}"
    assert "hunter2" not in shown


@pytest.mark.parametrize(
    ("answers", "error", "code"),
    [
        ({"rcpt": "550 no such person"}, Invalid, "smtp_refused"),
        ({"rcpt": "450 busy"}, Unavailable, "smtp_refused_now"),
        ({"data": "554 spam"}, Invalid, "smtp_refused"),
        ({"data": "451 disk full"}, Unavailable, "smtp_refused_now"),
    ],
)
def test_a_clean_refusal_means_it_did_not_happen(
    tmp_path: Path, answers: dict[str, str], error: type[CountersignError], code: str
) -> None:
    with mail_server(Postbox(**answers)) as port, pytest.raises(error) as refusal:
        send(tool(tmp_path, f"smtp://127.0.0.1:{port}"))
    assert refusal.value.code == code
    assert "nothing was sent" in refusal.value.sentence


def test_nobody_at_the_door_means_it_did_not_happen(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="nothing was sent"):
        send(tool(tmp_path, f"smtp://127.0.0.1:{free_port()}"))


def test_a_server_that_hangs_up_after_the_text_leaves_it_unknown(tmp_path: Path) -> None:
    with dying_server(reset=True) as port, pytest.raises(ConnectionError):
        send(tool(tmp_path, f"smtp://127.0.0.1:{port}"))


def test_a_server_that_falls_silent_after_the_text_leaves_it_unknown() -> None:
    with dying_server(reset=False) as port:
        server = MailServer("127.0.0.1", port, encrypted=False, timeout_seconds=0.3)
        with pytest.raises(TimeoutError):
            server.send(_message(), "anna@example.com")


def test_a_password_is_not_given_to_a_stranger_without_encryption(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    postbox = Postbox()
    with mail_server(postbox) as port:
        resolve = socket.getaddrinfo

        def loopback(host: Any, *rest: Any, **named: Any) -> Any:
            return resolve("127.0.0.1", *rest, **named)

        monkeypatch.setattr(socket, "getaddrinfo", loopback)
        with pytest.raises(Unavailable) as refusal:
            send(tool(tmp_path, f"smtp://me:secret@mail.example.com:{port}"))
    assert refusal.value.code == "smtp_unencrypted"
    assert postbox.logins == []


@pytest.mark.parametrize("url", ["http://host", "smtp://", "smtp://host:port", "host:25"])
def test_an_unreadable_server_address_is_refused_in_words(tmp_path: Path, url: str) -> None:
    with pytest.raises(Invalid, match="SMTP_URL"):
        tool(tmp_path, url)


def _message() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content("y")
    return message
