"""surroundings: the machine, the environment and the data folder. Nothing is written, not even to
find out whether it could be.
"""

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from domain.settings import VARIABLES, Settings
from server.checkup.finding import Finding, fine, note, wrong

PREFIX = "COUNTERSIGN_"
SET_BY_SERVE = "COUNTERSIGN_API"
LIKENESS = 0.8
FREE_BYTES_NOTED, FREE_BYTES_NEEDED = 1_000_000_000, 100_000_000
HOST = "127.0.0.1"


def python() -> Iterator[Finding]:
    """Which Python runs; one that is too old could not have read this file."""
    running = ".".join(map(str, sys.version_info[:3]))
    yield fine("python", f"Python {running} is new enough.")


def variables() -> Iterator[Finding]:
    """Variables that look like settings and are none."""
    known, strangers = set(VARIABLES.values()), []
    for name in sorted(os.environ.keys() - known - {SET_BY_SERVE}):
        meant = get_close_matches(name.upper(), known, 1, LIKENESS)
        if meant:
            sentence = f"{name} is no setting; it looks like {meant[0]}."
            strangers.append(wrong("settings", sentence, f"Rename it to {meant[0]}, or unset it."))
        elif name.startswith(PREFIX):
            remedy = f"The settings are {', '.join(sorted(known))}."
            strangers.append(note("settings", f"{name} is no setting; nobody reads it.", remedy))
    yield from strangers
    if not strangers:
        yield fine("settings", "Every COUNTERSIGN_ variable is a setting.")


def home(settings: Settings) -> Iterator[Finding]:
    """Whether the data folder can be one."""
    folder = settings.home
    standing = _nearest(folder)
    remedy = "Point COUNTERSIGN_HOME at a folder that can be written."
    if not standing.is_dir():
        yield wrong("home", f"{folder} cannot be a data folder: {standing} is a file.", remedy)
    elif not os.access(standing, os.W_OK | os.X_OK):
        yield wrong("home", f"{folder} cannot be a data folder: {standing} is read-only.", remedy)
    elif standing != folder.absolute():
        yield note("home", f"There is no house in {folder} yet.", "Begin one: countersign serve.")
    else:
        yield fine("home", f"{folder} can be written.")


def disk(settings: Settings) -> Iterator[Finding]:
    """Whether the disk has room."""
    free = shutil.disk_usage(_nearest(settings.home)).free
    sentence = f"{free // 1_000_000:,} MB are free on the disk of {settings.home}."
    remedy = "Make room, or move the house to a larger disk with backup and restore."
    if free < FREE_BYTES_NEEDED:
        yield wrong("disk", sentence, remedy)
    elif free < FREE_BYTES_NOTED:
        yield note("disk", sentence, remedy)
    else:
        yield fine("disk", sentence)


def port(number: int) -> Iterator[Finding]:
    """Whether somebody listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
        except OSError as error:
            sentence = f"Port {number} cannot be had ({error.strerror})."
            remedy = "A running house has it, or serve takes the next; countersign serve --port N."
            yield note("port", sentence, remedy)
        else:
            yield fine("port", f"Port {number} is free.")


def _nearest(folder: Path) -> Path:
    """The folder itself, or the first above it that exists."""
    path = folder.absolute()
    return next(each for each in (path, *path.parents) if each.exists())
