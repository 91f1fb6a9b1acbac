"""online: one call to the model, and a greeting to the other servers, only when asked for."""

import smtplib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

from domain.settings import Settings
from graph.model import open_model
from server.checkup.finding import Finding, fine, wrong
from tools.catalogue import Tool
from tools.mcp.declared import servers_of
from tools.smtp import MailServer

MODEL_SECONDS = 30.0
MAIL_SECONDS = 10.0


def call_model(settings: Settings) -> Iterator[Finding]:
    """Whether the model answers."""
    if not settings.model:
        return
    model = open_model(settings.model)
    asking = ThreadPoolExecutor(1)
    try:
        asking.submit(model.invoke, "Answer with the one word: yes").result(MODEL_SECONDS)
    except TookTooLong:
        yield _unreachable("model", f"{settings.model} was silent for {MODEL_SECONDS:g} seconds.")
    except Exception as error:  # each provider has its own tree of errors
        yield _unreachable("model", f"{settings.model} does not answer ({error}).")
    else:
        yield fine("model", f"{settings.model} answers.")
    finally:
        asking.shutdown(wait=False, cancel_futures=True)


def meet_servers(settings: Settings) -> Iterator[Finding]:
    """Whether each MCP server lists its tools; none is called."""
    if settings.mcp is None:
        return
    # Half a second that only a call with --online should spend.
    from tools.mcp.servers import Servers  # noqa: PLC0415

    brought: dict[str, int] = {}

    def count(server: str, tools: list[Tool]) -> list[str]:
        brought[server] = len(tools)
        return []

    servers = Servers(servers_of(settings.mcp), count)
    try:
        troubles = servers.meet()
    finally:
        servers.close()
    for name, number in brought.items():
        yield fine("servers", f"The MCP server {name} brings {number} tools.")
    for trouble in troubles:
        yield wrong("servers", trouble, "Mend the file that COUNTERSIGN_MCP names, or the server.")


def greet_mail_server(settings: Settings) -> Iterator[Finding]:
    """Whether the mail server greets; no mail is sent and nobody logs in."""
    if not settings.smtp_url:
        return
    server = MailServer.at(settings.smtp_url)
    kind = smtplib.SMTP_SSL if server.encrypted else smtplib.SMTP
    try:
        with kind(server.host, server.port, timeout=MAIL_SECONDS) as session:
            session.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield _unreachable("mail", f"{server.host}:{server.port} does not answer ({error}).")
    else:
        yield fine("mail", f"{server.host}:{server.port} answers.")


def _unreachable(about: str, sentence: str) -> Finding:
    return wrong(about, sentence, "Check the network, the name and the key in the settings.")
