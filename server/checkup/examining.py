"""examining: every check in order. One that breaks is itself a finding and stops no other."""

from collections.abc import Callable, Iterable
from functools import partial

from domain.clock import SystemClock, to_milliseconds
from domain.errors import CountersignError
from domain.settings import Settings
from server.checkup.database import look_at_database
from server.checkup.finding import Finding, wrong
from server.checkup.online import call_model, greet_mail_server, meet_servers
from server.checkup.surroundings import disk, home, port, python, variables
from server.checkup.wiring import law, mail, model, origin, servers, tools

Check = Callable[[], Iterable[Finding]]


def examine(number: int, *, online: bool = False) -> list[Finding]:
    """Everything that can be found without changing anything; `number` is the port to look at."""
    settings, now = Settings(), to_milliseconds(SystemClock().now())
    checks: list[tuple[str, Check]] = [
        ("python", python),
        ("settings", variables),
        ("home", partial(home, settings)),
        ("disk", partial(disk, settings)),
        ("port", partial(port, number)),
        ("law", partial(law, settings)),
        ("tools", partial(tools, settings)),
        ("servers", partial(servers, settings)),
        ("model", partial(model, settings)),
        ("mail", partial(mail, settings)),
        ("origin", partial(origin, settings)),
        ("database", partial(look_at_database, settings, now)),
    ]
    if online:
        checks += [
            ("model", partial(call_model, settings)),
            ("servers", partial(meet_servers, settings)),
            ("mail", partial(greet_mail_server, settings)),
        ]
    return [finding for about, check in checks for finding in _made(about, check)]


def _made(about: str, check: Check) -> list[Finding]:
    """What a check finds; one that breaks off keeps what it had found until then."""
    found: list[Finding] = []
    try:
        for finding in check():
            found.append(finding)
    except CountersignError as refusal:
        found.append(wrong(about, refusal.sentence, ""))
    except Exception as error:  # whatever is broken here must not hide the rest
        sentence = f"This could not be looked at ({type(error).__name__}: {error})."
        found.append(wrong(about, sentence, "Mend what the message names, then ask again."))
    return found
