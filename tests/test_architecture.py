"""ARCHITECTURE.md tells the truth: its picture is the compiled graph's."""

from pathlib import Path

from graph.build import picture

PAGE = Path(__file__).parents[1] / "ARCHITECTURE.md"


def test_the_picture_is_drawn_from_the_compiled_graph() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = page.split("<!-- picture -->\n")[1].split("<!-- end -->")[0]
    assert shown == f"```mermaid\n{picture().strip()}\n```\n"


def test_every_floor_is_named() -> None:
    page = PAGE.read_text(encoding="utf-8")
    floors = ("domain", "policy", "storage", "desk", "tools", "nodes", "graph", "server", "ui")
    assert all(floor in page for floor in floors)
