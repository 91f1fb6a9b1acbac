"""test_wire: the house leans on nothing that the SDK keeps to itself."""

import ast
import inspect
from pathlib import Path

import pytest
from mcp.client.session import ClientSession
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.message import ClientMessageMetadata

import tools.mcp

FILES = sorted(Path(str(tools.mcp.__file__)).parent.glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_private_name_of_another_is_used(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    touched = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and ast.unparse(node.value) != "self"
    ]
    imported = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in (*str(node.module).split("."), *(each.name for each in node.names))
        if name.startswith("_")
    ]
    assert (touched, imported) == ([], [])


def test_no_method_of_the_sdk_is_replaced() -> None:
    """An override of a hook would go on being there when nobody calls it any more."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert not {ast.unparse(base) for base in node.bases} & {"ClientSession"}, path.name


def test_what_the_sdk_offers_is_as_it_was() -> None:
    """What `wire` and `exchange` build on; a new SDK that differs is noticed here first."""
    session = inspect.signature(ClientSession.__init__).parameters
    wanted = {"read_stream", "write_stream", "elicitation_callback", "message_handler"}
    assert wanted <= session.keys()
    assert "metadata" in inspect.signature(ClientSession.send_request).parameters
    assert "http_client" in inspect.signature(streamable_http_client).parameters
    assert callable(stdio_client)
    assert ClientMessageMetadata().resumption_token is None
