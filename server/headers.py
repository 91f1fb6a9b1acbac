"""headers: what every answer carries, and how cookies and addresses in a request are read.

The page of Streamlit 1.67 holds one inline script, known by its hash, and its components run from
blob: addresses; nothing else may run, load or be reached, so agent text cannot phone home.
"""

import base64
import hashlib
import ipaddress
import re
from http.cookies import CookieError, SimpleCookie
from importlib.resources import files

from starlette.datastructures import Headers
from starlette.types import Scope

COOKIE = "countersign_session"
FORWARDING = ("forwarded", "x-real-ip", "via")
FORWARDING_PREFIX = "x-forwarded-"


def security_headers(public: str) -> list[tuple[bytes, bytes]]:
    """The headers that guard each page and answer; `public` is the public origin or empty."""
    values = {
        "content-security-policy": _policy(),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(self), geolocation=(self)",
        "cross-origin-opener-policy": "same-origin",
    }
    if public:
        values["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode()) for name, value in values.items()]


def session_token(headers: Headers) -> str:
    """The session token a request brings, or an empty text."""
    cookies = SimpleCookie()
    for header in headers.getlist("cookie"):
        try:
            cookies.load(header)
        except CookieError:
            continue
    return cookies[COOKIE].value if COOKIE in cookies else ""


def bearer_token(headers: Headers) -> str | None:
    """The API token a request brings, None without one; what cannot be one is an empty text."""
    given = [header.strip() for header in headers.getlist("authorization")]
    bearers = [header for header in given if header.split(" ")[0].lower() == "bearer"]
    if not bearers:
        return None
    found = _BEARER.fullmatch(bearers[0])
    return found.group(1) if found and len(bearers) == 1 else ""


def at_this_machine(scope: Scope, headers: Headers) -> bool:
    """Whether a request comes from this machine itself, not through a proxy on it."""
    client = scope.get("client")
    if client is None or any(map(_is_forwarding, headers.keys())):
        return False
    try:
        return ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def client_address(scope: Scope, headers: Headers, public: str) -> str:
    """Who asks. Behind a public origin that is whom the nearest proxy names, the last one named.

    A proxy stands on this machine or in a private network; from anywhere else nobody is believed.
    """
    client = scope.get("client")
    asking = client[0] if client else ""
    named = ",".join(headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
    return named if public and named and _is_private(asking) else asking


def same_site_path(wanted: str) -> str:
    """`wanted` if it is a path on this site, else the front page."""
    return wanted if _PATH.fullmatch(wanted) else "/"


def _is_forwarding(name: str) -> bool:
    return name in FORWARDING or name.startswith(FORWARDING_PREFIX)


def _is_private(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False


def _policy() -> str:
    page = files("streamlit").joinpath("static/index.html").read_text(encoding="utf-8")
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    ]
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' blob: data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]{1,512}=*)", re.IGNORECASE)
_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
