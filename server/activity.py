"""activity: which messages tell that somebody is there, so that a session does not go idle.

An open page asks by itself: by its timers, when the live channel tells of a change, and as a
heartbeat. None of that is a person, or no page that was left open would ever be signed out.
"""

import json
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg

PAGES_OWN = ("app_heartbeat", "file_urls_request", "backend_operation_request")
# The trigger of ui/static/live.js, in the words of Streamlit's components.
LIVE_EVENT = "changed"


def is_by_somebody(message: Message) -> bool:
    """Whether a person may be behind a message on a page's socket; what is not known is."""
    try:
        sent = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return True
    if sent.WhichOneof("type") in PAGES_OWN:
        return False
    rerun = sent.rerun_script
    triggers = [each.json_trigger_value for each in rerun.widget_states.widgets]
    return not rerun.is_auto_rerun and not any(map(_is_live, triggers))


def _is_live(trigger: str) -> bool:
    try:
        events: Any = json.loads(trigger or "[]")
        return bool(events) and all(event["event"] == LIVE_EVENT for event in events)
    except (ValueError, TypeError, LookupError):
        return False
