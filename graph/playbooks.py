"""playbooks: the files of a folder as playbooks. One that is broken is told of; the others stay."""

from collections.abc import Collection, Mapping
from pathlib import Path

from domain.brief import Playbook
from domain.errors import Invalid
from policy.playbook import read_playbook

MOST_FILES = 100
MOST_BYTES = 65_536


def load_playbooks(
    folder: Path, known: Collection[str]
) -> tuple[Mapping[str, Playbook], tuple[str, ...]]:
    """The playbooks by name, for a house with the tools `known`, and a sentence for each fault."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        return {}, (f"COUNTERSIGN_PLAYBOOKS ({folder}) cannot be read: {error.strerror}.",)
    found: dict[str, Playbook] = {}
    faults = []
    if len(paths) > MOST_FILES:
        faults.append(f"{folder} has more than {MOST_FILES} playbooks; the last ones are left out.")
    for path in paths[:MOST_FILES]:
        try:
            found[path.stem] = read_playbook_file(path, known)
        except Invalid as broken:
            faults.append(broken.sentence)
    return found, tuple(faults)


def read_playbook_file(path: Path, known: Collection[str]) -> Playbook:
    """One file as a playbook; raises Invalid `playbook_broken` in words."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        text = content.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            "playbook_broken", f"{path} cannot be read ({error}); the other playbooks stay."
        ) from error
    if len(content) > MOST_BYTES:
        raise Invalid("playbook_broken", f"{path} is longer than {MOST_BYTES:,} bytes; shorten it.")
    return read_playbook(text, str(path), path.stem[:100], known)
