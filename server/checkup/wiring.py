"""wiring: law, tools, model and mail as the settings name them. Nothing is called, only loaded.

Tools and model may be somebody else's modules: what they print goes to stderr, and one that tries
to end the process does not end the checkup.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from domain.errors import Invalid
from domain.settings import Settings
from graph.loading import load_attribute
from graph.model import open_model
from policy.rules import enact
from server.address import checked_origin
from server.checkup.finding import Finding, fine, note, wrong
from server.enacting import DEFAULT_LAW
from tools.catalogue import catalogue_of
from tools.humans import human_tools
from tools.mcp.declared import servers_of
from tools.smtp import MailServer


def law(settings: Settings) -> Iterator[Finding]:
    """Whether the law file can be enacted; its sentence names file, line and key."""
    path = settings.policy or DEFAULT_LAW
    remedy = "Mend it, or point COUNTERSIGN_POLICY at another; until then the last law holds."
    try:
        enact(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        yield wrong("law", f"{path} cannot be read ({error}).", remedy)
    except Invalid as broken:
        yield wrong("law", broken.sentence, remedy)
    else:
        yield fine("law", f"{path} can be enacted.")


def tools(settings: Settings) -> Iterator[Finding]:
    """Whether the tools load."""
    if not settings.tools:
        yield note(
            "tools", "The tools are the demo shop's.", "Set COUNTERSIGN_TOOLS to bring your own."
        )
        return
    with _from_here():
        found = load_attribute(settings.tools, "COUNTERSIGN_TOOLS", "tools_broken")
        if not isinstance(found, list | tuple):
            sentence = f"COUNTERSIGN_TOOLS: {settings.tools} is no list of tools."
            yield wrong("tools", sentence, "Make it a list of LangChain tools or callables.")
            return
        catalogue_of([*found, *human_tools()])
    yield fine("tools", f"{settings.tools} brings {len(found)} tools.")


def servers(settings: Settings) -> Iterator[Finding]:
    """Whether the file of MCP servers can be read; nobody is called."""
    if settings.mcp is not None:
        names = [server.name for server in servers_of(settings.mcp)]
        yield fine("servers", f"{settings.mcp} names {', '.join(names) or 'no MCP server'}.")


def model(settings: Settings) -> Iterator[Finding]:
    """Whether the model can be opened; it is not called."""
    if not settings.model:
        remedy = "Set COUNTERSIGN_MODEL to a model of yours, such as openai:gpt-5."
        yield note("model", "The practice model plans; it is not a language model.", remedy)
        return
    with _from_here():
        open_model(settings.model)
    yield fine("model", f"{settings.model} can be opened.")


def origin(settings: Settings) -> Iterator[Finding]:
    """Whether the public origin is one."""
    if settings.origin:
        yield fine("origin", f"People reach it under {checked_origin(settings.origin)}.")


def mail(settings: Settings) -> Iterator[Finding]:
    """Whether mail has somewhere to go."""
    if not settings.smtp_url:
        yield note("mail", "Mail goes to a maildir in the data folder.", "Set SMTP_URL to send it.")
        return
    server = MailServer.at(settings.smtp_url)
    yield fine("mail", f"Mail goes to {server.host}:{server.port}.")


@contextmanager
def _from_here() -> Iterator[None]:
    """As the house loads modules: from the folder it is called in as well."""
    here = str(Path.cwd())
    if here not in sys.path and "" not in sys.path:
        sys.path.append(here)
    with redirect_stdout(sys.stderr):
        try:
            yield
        except SystemExit as error:
            raise Invalid(
                "module_left", "A module that a setting names ends the process."
            ) from error
