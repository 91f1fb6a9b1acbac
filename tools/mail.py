"""mail: send_mail, by SMTP where a server is set, else into a Maildir under the home.

A Maildir delivery can be repeated, SMTP cannot: once the text is on its way to the server, a lost
connection means that nobody knows, and is raised as it is. Any CountersignError: nothing was sent.
"""

import hashlib
import os
import re
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Annotated, Any

from langchain_core.tools import BaseTool, InjectedToolArg, StructuredTool
from pydantic import Field

from domain.clock import Clock
from domain.errors import Invalid, Unavailable
from domain.risk import Reversibility, Risk
from domain.settings import Settings
from tools.smtp import MailServer

MOST_BODY_BYTES = 200_000
MOST_SUBJECT_LETTERS = 250
EXAMPLES = (
    "Tell them by mail",
    "Write an e-mail to anna@example.com",
    "Mail bob@example.com that we will call tomorrow",
    "Let the customer know by e-mail",
)


def mail_tools(settings: Settings, clock: Clock) -> list[BaseTool]:
    """The one mail tool; it connects to nothing and writes nothing until it is called."""
    server = MailServer.at(settings.smtp_url) if settings.smtp_url else None
    maildir = settings.home / "maildir"

    def send_mail(
        to: Annotated[str, Field(description="E-mail address of the one person who gets it")],
        subject: Annotated[str, Field(description="Subject: one short line")],
        body: Annotated[str, Field(description="The whole text of the e-mail, plain text")],
        idempotency_key: Annotated[str, InjectedToolArg],
    ) -> dict[str, Any]:
        """Send an e-mail to one person."""
        check_mail(to, subject, body)
        name = hashlib.sha256(idempotency_key.encode()).hexdigest()[:40]
        message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
        message["From"] = server.sender if server else "countersign@localhost"
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<{name}@countersign.invalid>"
        message.set_content(body)
        if server:
            server.send(message, to)
        else:
            _deliver(maildir, name, message)
        status = "accepted by the mail server" if server else "delivered"
        return {"status": status, "to": to, "message_id": message["Message-ID"]}

    risk = Risk(external=True, reversibility=Reversibility.IRREVERSIBLE, recipient="to")
    metadata = {
        "risk": risk.model_dump(mode="json"),
        "idempotent": server is None,
        "examples": list(EXAMPLES),
    }
    return [StructuredTool.from_function(send_mail, metadata=metadata)]


def check_mail(to: str, subject: str, body: str) -> None:
    """Raises Invalid, in words, for anything that must not become a mail."""
    if len(to) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(to):
        raise Invalid(
            "address_malformed",
            "This is not one plain e-mail address; give one such as name@example.com.",
        )
    if _CONTROL.search(subject) or len(subject) > MOST_SUBJECT_LETTERS:
        raise Invalid(
            "subject_malformed",
            f"A subject is one line of at most {MOST_SUBJECT_LETTERS} letters without control "
            "characters; shorten it or take the line breaks out.",
        )
    if len(body.encode()) > MOST_BODY_BYTES:
        raise Invalid(
            "body_too_long",
            f"A mail body has at most {MOST_BODY_BYTES // 1000} kB; shorten it.",
        )


def _deliver(maildir: Path, name: str, message: EmailMessage) -> None:
    """Put the message into `new`, once: a key is a file name, and a link never overwrites."""
    try:
        for folder in ("tmp", "new", "cur"):
            (maildir / folder).mkdir(parents=True, exist_ok=True)
        # A mail reader moves what was read to `cur` and adds its flags to the name.
        if any((maildir / "cur").glob(f"{name}*")):
            return
        draft = maildir / "tmp" / f"{name}.{os.urandom(6).hex()}"
        try:
            with draft.open("wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(draft, maildir / "new" / name)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable(
            "maildir_unavailable",
            f"The mail folder cannot be written ({error.strerror}); nothing was delivered. "
            "Check the disk and try again.",
        ) from error


_LONGEST_ADDRESS = 254
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
