"""phones: a browser context as an operator has it in hand, and what is done with a thumb."""

from typing import Any

from playwright.sync_api import Page

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


def choose_photos(page: Page, *photos: tuple[str, bytes]) -> None:
    """Put photos into the proof that is being prepared."""
    files: Any = [
        {"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in photos
    ]
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)


def tap(page: Page, label: str) -> None:
    """Tap the button with this label."""
    page.get_by_role("button", name=label, exact=True).tap()
