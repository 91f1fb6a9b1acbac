"""mail_servers: real mail servers on the loopback, and the tool pointed at them."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from langchain_core.tools import BaseTool

from domain.settings import Settings
from tools.mail import mail_tools

MAIL = {"to": "anna@example.com", "subject": "Grüße", "body": "Hallo\n.\n.dots\nEnde\n"}


class StillClock:
    def now(self) -> datetime:
        return datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


class Postbox:
    """What a mail server got, and what it answers at each step."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.got: list[Envelope] = []
        self.logins: list[LoginPassword] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("rcpt", "250 fine")

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.got.append(envelope)
        return self.answers.get("data", "250 taken")

    def sign_in(
        self, server: Any, session: Any, envelope: Any, mechanism: str, login: Any
    ) -> AuthResult:
        self.logins.append(login)
        return AuthResult(success=login.password == b"right p@ss", handled=False)


@contextmanager
def mail_server(postbox: Postbox) -> Iterator[int]:
    controller = Controller(
        postbox,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=postbox.sign_in,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def dying_server(*, reset: bool) -> Iterator[int]:
    """Takes the message, then hangs up without an answer or says nothing more."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 hello\r\n")
            for line in lines:
                if line.upper().startswith(b"DATA"):
                    connection.sendall(b"354 go on\r\n")
                    break
                connection.sendall(b"250 fine\r\n")
            for line in lines:
                if line == b".\r\n":
                    break
            if not reset:
                done.wait(5)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        done.set()
        thread.join()
        listener.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def tool(home: Path, url: str = "") -> BaseTool:
    return mail_tools(Settings(home=home, smtp_url=url), StillClock())[0]


def send(sender: BaseTool, key: str = "key-1", **changes: str) -> Any:
    return sender.invoke({**MAIL, **changes, "idempotency_key": key})
