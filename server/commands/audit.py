"""audit: read, verify and seal the trail from a terminal.

The sealing key is given by file and never kept by the house: whoever writes the database must not
be able to make a seal.
"""

import json
import os
from datetime import UTC
from pathlib import Path
from typing import Annotated, Any

import typer
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.clock import from_milliseconds
from domain.errors import Invalid
from server.commands.opening import Json, opened
from server.commands.terminal import as_json, moment, say, table, warn

audit = typer.Typer(no_args_is_help=True, help="The audit trail: read, verify and seal it.")


@audit.command("read")
def read_trail(
    of: Annotated[str, typer.Argument(metavar="[THREAD|house]")] = "house", as_data: Json = False
) -> None:
    """Who did what and when, in one conversation or in the house as a whole."""
    with opened() as house:
        entries = house.trail.read(of)
    if as_data:
        typer.echo(as_json(entries))
        return
    rows = [
        (str(entry.seq), moment(entry.at), entry.actor, entry.event, _told(entry.payload))
        for entry in entries
    ]
    typer.echo(table(("row", "when (UTC)", "who", "what", "about"), rows))


@audit.command()
def verify(
    public_key: Annotated[
        Path | None, typer.Option(help="hold the trail against its seals with this key")
    ] = None,
) -> None:
    """Recompute every chain; exit code 1 when a row was changed, moved or lost."""
    key = _public_key(public_key) if public_key else None
    with opened() as house:
        report = house.trail.verify(key)
    for fault in report.faults:
        warn(f"{fault.stream}, row {fault.seq}: {fault.what}.")
    typer.echo(f"{report.rows:,} rows in {report.streams:,} streams.")
    if report.sealed_until is None or key is None:
        typer.echo("Internally consistent." if not report.faults else "Not consistent.")
    else:
        until = from_milliseconds(report.sealed_until).astimezone(UTC)
        typer.echo(f"Sealed up to {until:%Y-%m-%d %H:%M:%S} UTC; after that only consistent.")
    raise typer.Exit(1 if report.faults else 0)


@audit.command()
def seal(
    private_key: Annotated[Path, typer.Option(help="the sealing key; keep it off this machine")],
) -> None:
    """Sign the head of every stream as it stands."""
    key = _private_key(private_key)
    with opened() as house:
        streams = house.trail.seal(key)
    say(f"Sealed {streams:,} streams.")


@audit.command("key")
def make_key(
    private_key: Annotated[Path, typer.Option(help="where the new sealing key goes")],
    public_key: Annotated[Path, typer.Option(help="where the key to verify with goes")],
) -> None:
    """Make a pair of keys; the private one is readable by its owner alone."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    try:
        descriptor = os.open(private_key, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise Invalid(
            "key_file", f"{private_key} cannot be made ({error.strerror}); name a new file."
        ) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(private)
    public_key.write_bytes(public)
    say(f"Seal with {private_key}, verify with {public_key}.")


def _told(payload: dict[str, Any] | None) -> str:
    if payload is None:
        return "(erased)"
    return ", ".join(
        f"{name}: {value if isinstance(value, str) else json.dumps(value)}"
        for name, value in payload.items()
    )


def _private_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise _unreadable(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _unreadable(path)
    return key


def _public_key(path: Path) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _unreadable(path)
    return key


def _unreadable(path: Path) -> Invalid:
    return Invalid(
        "key_file",
        f"{path} is no Ed25519 key; make a pair with: countersign audit key "
        "--private-key seal.pem --public-key seal.pub.",
    )
