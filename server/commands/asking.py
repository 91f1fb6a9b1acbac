"""asking: a password from whoever types, or from a script. It is never an argument: those are seen.

Asking shows nothing of it; it is asked for twice, because nobody can read what they typed.
"""

import getpass
import sys
from typing import Annotated

import typer

from domain.errors import Invalid
from server.hashing import checked_password

FromScript = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password as one line from stdin.")
]


def new_password(*names: str, from_script: bool) -> str:
    """A usable password that is none of `names`.

    Raises Invalid `password_weak`, `password_malformed`, `passwords_differ`, `terminal_missing`.
    """
    if from_script:
        return checked_password(_line(), *names)
    if not sys.stdin.isatty():
        raise Invalid(
            "terminal_missing",
            "There is no terminal to ask for the password at; give it with --password-stdin.",
        )
    password = checked_password(getpass.getpass("Password: "), *names)
    if getpass.getpass("The same again: ") != password:
        raise Invalid("passwords_differ", "The two were not the same; nothing was changed.")
    return password


def _line() -> str:
    try:
        return sys.stdin.readline().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise Invalid("password_malformed", "Send the password as UTF-8 text.") from error
