"""component: makes a part from its files in `static`. They are trusted; what is mounted is data.

Registered once at import, as Streamlit wants it. The scripts paint with textContent only.
"""

from pathlib import Path
from typing import Any

import streamlit as st

STATIC = Path(__file__).parent.parent / "static"


def component(name: str, html: str, style: str = "") -> Any:
    """The part called `name`; `html` is the fixed shell that its script fills.

    `style` names the part whose style sheet it wears, if not its own.
    """
    script = STATIC / f"{name}.js"
    sheet = STATIC / f"{style or name}.css"
    return st.components.v2.component(
        f"countersign_{name}",
        html=html,
        css=_read(STATIC / "base.css") + _read(sheet),
        js=_read(STATIC / "base.js") + _read(script),
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
