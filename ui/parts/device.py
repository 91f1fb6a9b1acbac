"""device: the browser's own name for itself. Anybody can send any name, so it proves nothing."""

import streamlit as st

_MACHINES = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")
_BROWSERS = {
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Edg": "Edge",
    "SamsungBrowser/": "Samsung Internet",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}


def device() -> str:
    """What this browser calls itself; a header holds nothing but ASCII."""
    told = st.context.headers.get("User-Agent") or ""
    return told.encode("ascii", "ignore").decode()


def on_phone() -> bool:
    """Whether this browser says that it is on a phone."""
    return "Mobi" in device()


def device_words(told: str) -> str:
    """A browser's name in few words, such as "iPhone, Safari"; a strange one as it stands."""
    machine = next((name for name in _MACHINES if name in told), "")
    browser = next((name for sign, name in _BROWSERS.items() if sign in told), "")
    return ", ".join(part for part in (machine, browser) if part) or told or "not told"
