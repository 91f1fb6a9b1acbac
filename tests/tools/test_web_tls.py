"""test_web_tls: the connection goes to an address, the certificate must be the name's."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from domain.errors import Invalid, Unavailable
from tests.tools.web_servers import HERE, answer, fetcher, knowing, moved, web_server
from tools.web_transfer import trusted

PAGE = answer("<p>x</p>", kind="text/plain")


def certify(folder: Path, name: str) -> Path:
    """A certificate for `name` alone, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def secret_page(
    file: Path, asked: str, *, trusting: bool = True, page: bytes = PAGE
) -> tuple[Any, list[str | None]]:
    """Ask the server with this certificate for a page under the name `asked`."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    named: list[str | None] = []
    serving.sni_callback = lambda connection, name, context: named.append(name)
    own = ssl.create_default_context(cafile=str(file))

    async def scene() -> Any:
        async with web_server({"/": page}, serving) as site:
            how = {"tls": lambda: own} if trusting else {}
            resolve = knowing(shop_example=[HERE], other_example=[HERE])
            chosen = fetcher(site, resolve=resolve, **how)
            return await chosen.page(f"https://{asked}:{site.port}/")

    return asyncio.run(scene()), named


def test_the_name_is_sent_and_its_certificate_accepted(tmp_path: Path) -> None:
    page, named = secret_page(certify(tmp_path, "shop.example"), "shop.example")
    assert page.text == "<p>x</p>"
    assert named == ["shop.example"]


@pytest.mark.parametrize(("asked", "trusting"), [("other.example", True), ("shop.example", False)])
def test_another_names_or_an_unknown_certificate_is_refused(
    tmp_path: Path, asked: str, trusting: bool
) -> None:
    file = certify(tmp_path, "shop.example")
    with pytest.raises(Unavailable, match="certificate"):
        secret_page(file, asked, trusting=trusting)


def test_the_environment_adds_no_certificates(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = certify(tmp_path, "shop.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    trusted.cache_clear()
    try:
        with pytest.raises(Unavailable, match="certificate"):
            secret_page(file, "shop.example", trusting=False)
    finally:
        trusted.cache_clear()


def test_a_redirect_from_https_to_http_is_refused(tmp_path: Path) -> None:
    file = certify(tmp_path, "shop.example")
    with pytest.raises(Invalid, match="from https to http"):
        secret_page(file, "shop.example", page=moved("http://shop.example/"))
