"""smtp: hands one message to a mail server and knows what a failure means.

Before the text is sent every failure means "not sent"; afterwards a silence means "nobody knows".
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

from domain.errors import Invalid, Unavailable

TIMEOUT_SECONDS = 20.0


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over; the password is never shown."""

    host: str
    port: int
    encrypted: bool
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = TIMEOUT_SECONDS

    @classmethod
    def at(cls, url: str) -> "MailServer":
        """The server that an smtp:// or smtps:// URL names; Invalid `smtp_url` otherwise."""
        try:
            parts = urlsplit(url)
            port = parts.port or (465 if parts.scheme == "smtps" else 25)
        except ValueError:
            parts, port = urlsplit(""), 0
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise Invalid(
                "smtp_url",
                "SMTP_URL cannot be read; write it as smtp://user:password@host:port or smtps://.",
            )
        return cls(
            host=parts.hostname,
            port=port,
            encrypted=parts.scheme == "smtps",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    @property
    def sender(self) -> str:
        """The address mail comes from: the account's own where it is one."""
        return self.user if "@" in self.user else "countersign@localhost"

    def send(self, message: EmailMessage, to: str) -> None:
        """Hand `message` over; TimeoutError and ConnectionError mean that nobody knows."""
        with self._session() as session:
            with _nothing_sent_yet():
                self._introduce(session)
                _answered(session.mail(self.sender), "the sender")
                _answered(session.rcpt(to), f"the address {to}")
                _answered(session.docmd("DATA"), "the message", expected=354)
            _answered(_hand_over(session, message.as_bytes()), "the message")

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        with _nothing_sent_yet():
            session = self._connect()
        try:
            yield session
        finally:
            # Good manners only: the server's answer to the message has already been read.
            with suppress(OSError):
                session.quit()
            session.close()

    def _connect(self) -> smtplib.SMTP:
        if self.encrypted:
            return smtplib.SMTP_SSL(
                self.host,
                self.port,
                timeout=self.timeout_seconds,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)

    def _introduce(self, session: smtplib.SMTP) -> None:
        session.ehlo_or_helo_if_needed()
        secret = self.encrypted
        if not secret and session.has_extn("starttls"):
            session.starttls(context=ssl.create_default_context())
            session.ehlo()
            secret = True
        if not self.user:
            return
        if not secret and self.host not in ("localhost", "127.0.0.1", "::1"):
            raise Unavailable(
                "smtp_unencrypted",
                "The mail server offers no encryption, so the password was not given to it and "
                "nothing was sent; use smtps:// or a server with STARTTLS.",
            )
        try:
            session.login(self.user, self.password)
        except smtplib.SMTPException:
            # `from None`: the server's answer may repeat what it was given.
            raise Unavailable(
                "smtp_sign_in",
                "The mail server refused the sign-in, nothing was sent; check SMTP_URL.",
            ) from None


@contextmanager
def _nothing_sent_yet() -> Iterator[None]:
    try:
        yield
    except OSError as error:  # smtplib's own exceptions are OSErrors too
        raise Unavailable(
            "smtp_unreachable",
            f"The mail server could not be used ({type(error).__name__}), nothing was sent; try "
            "again later.",
        ) from None


def _hand_over(session: smtplib.SMTP, message: bytes) -> tuple[int, bytes]:
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    stuffed = re.sub(rb"(?m)^\.", b"..", lines)
    ending = b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"
    try:
        session.send(stuffed + ending)
        answer = session.getreply()
    except smtplib.SMTPException as error:
        # smtplib hides what happened to the socket; the journal needs to see it.
        if isinstance(error.__context__, TimeoutError | ConnectionError):
            raise error.__context__ from None
        raise ConnectionResetError("the mail server hung up before it answered") from None
    if not 200 <= answer[0] < 600:
        raise ConnectionResetError("the mail server's answer to the message cannot be read")
    return answer


def _answered(answer: tuple[int, Any], what: str, *, expected: int = 250) -> None:
    code, words = answer
    if code == expected or (expected == 250 and code == 251):
        return
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    sentence = (
        f"The mail server refused {what} ({code} {' '.join(said.split())[:200]}), nothing was "
        "sent; "
    )
    if code >= 500:
        raise Invalid("smtp_refused", sentence + "change what it complains about.")
    raise Unavailable("smtp_refused_now", sentence + "try again later.")
