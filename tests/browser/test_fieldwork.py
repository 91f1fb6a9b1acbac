"""Fieldwork in real browsers: asked at a desk, done with a phone, judged, told without a reload."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import come_in, decide, invite
from tests.browser.phones import PHONE, choose_photos, tap
from tests.browser.pictures import no_photo, shop_window
from tests.browser.serving import Site

pytestmark = pytest.mark.browser

WISH = "Have someone photograph the shop window in Harbour Street before six tomorrow"
THUMB_PIXELS = 44
STREAMLITS_OWN = ("Fullscreen", "Skip to main content", "home page")


def say(page: Page, text: str) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(text)
    page.keyboard.press("Enter")


def hired(site: Site, new_page: NewPage) -> tuple[Page, Page]:
    """A requester and a reviewer, with one task offered to operators."""
    requester, reviewer = new_page(), new_page()
    come_in(requester, site.start(), "requester-1")
    come_in(reviewer, invite(requester, site.address), "reviewer-1")
    say(requester, WISH)
    expect(reviewer.get_by_role("heading", name="Hire operator")).to_be_visible()
    decide(reviewer, "Approve")
    expect(requester.get_by_text("It is offered to operators in the field.")).to_be_visible()
    return requester, reviewer


def taken(site: Site, new_page: NewPage, requester: Page) -> Page:
    """An operator's phone with the task in hand."""
    phone = new_page(**PHONE)
    come_in(phone, invite(requester, site.address), "operator-1")
    tap(phone, "Take it")
    expect(phone.get_by_role("heading", name="Harbour Street")).to_be_visible()
    return phone


def test_a_photo_comes_back_while_the_conversation_goes_on(site: Site, new_page: NewPage) -> None:
    requester, reviewer = hired(site, new_page)
    phone = taken(site, new_page, requester)
    requester.evaluate("window.sameVisit = true")
    expect(requester.get_by_text("operator-1 is on it.")).to_be_visible()

    say(requester, "Which orders are shipped?")
    expect(requester.get_by_text("Found: search orders")).to_be_visible()

    choose_photos(phone, ("IMG_1.jpg", shop_window()))
    expect(phone.get_by_alt_text("Photo 1 of 1")).to_be_visible()
    phone.get_by_label("Note").fill("It was open.")
    tap(phone, "Send proof")
    expect(phone.get_by_role("main").get_by_text("A reviewer looks at it").first).to_be_visible()

    expect(reviewer.get_by_role("heading", name="Is it done?")).to_be_visible()
    shown = reviewer.get_by_alt_text("Photo 1 of 1")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000
    expect(reviewer.get_by_text("It was open.")).to_be_visible()
    expect(reviewer.get_by_text("iPhone, Safari")).to_be_visible()
    decide(reviewer, "Accept")

    expect(requester.get_by_alt_text("Photo 1 of 1")).to_be_visible()
    expect(requester.get_by_text("News from the field")).to_be_visible()
    expect(requester.get_by_text("operator-1 did it.")).to_be_visible()
    assert requester.evaluate("window.sameVisit") is True
    expect(phone.get_by_text("A reviewer has accepted your proof.")).to_be_visible()


def test_what_is_no_photo_is_refused_and_the_task_stays_in_hand(
    site: Site, new_page: NewPage
) -> None:
    requester, _ = hired(site, new_page)
    phone = taken(site, new_page, requester)
    choose_photos(phone, ("window.jpg", no_photo()))
    phone.get_by_label("Note").fill("It was open.")
    tap(phone, "Send proof")
    expect(phone.get_by_text("This file is no photo that can be read")).to_be_visible()
    expect(phone.get_by_label("Note")).to_have_value("It was open.")
    expect(phone.get_by_text("in your hands")).to_be_visible()
    expect(requester.get_by_text("operator-1 is on it.")).to_be_visible()


def test_a_file_too_large_is_refused_in_words(site: Site, new_page: NewPage) -> None:
    requester, _ = hired(site, new_page)
    phone = taken(site, new_page, requester)
    choose_photos(phone, ("IMG_1.jpg", b"x" * 25_000_000))
    refusal = phone.get_by_text("File must be 20.0MB or smaller")
    expect(refusal).to_be_visible()
    place = refusal.bounding_box()
    assert place is not None
    assert place["height"] > 10


def test_a_rejected_proof_comes_back_with_words(site: Site, new_page: NewPage) -> None:
    requester, reviewer = hired(site, new_page)
    phone = taken(site, new_page, requester)
    choose_photos(phone, ("IMG_1.jpg", shop_window()))
    expect(phone.get_by_alt_text("Photo 1 of 1")).to_be_visible()
    tap(phone, "Send proof")
    reviewer.get_by_role("button", name="Reject with feedback").click()
    reviewer.get_by_label("What is missing?").fill("Step closer to the door.")
    reviewer.keyboard.press("Tab")
    decide(reviewer, "Reject with this feedback")
    expect(phone.get_by_text("Your last proof was not accepted")).to_be_visible()
    expect(phone.get_by_text("Step closer to the door.")).to_be_visible()
    expect(phone.get_by_role("button", name="Send proof")).to_be_visible()
    expect(requester.get_by_text("Step closer to the door.")).to_be_visible()


def test_what_is_half_typed_survives_what_others_do(site: Site, new_page: NewPage) -> None:
    requester, reviewer = hired(site, new_page)
    phone = taken(site, new_page, requester)
    phone.get_by_label("Note").fill("It was op")
    say(requester, f"{WISH}, from the other side of the road")
    expect(reviewer.get_by_role("heading", name="Hire operator")).to_be_visible()
    decide(reviewer, "Approve")
    expect(phone.get_by_text("Offers · 1")).to_be_visible()
    expect(phone.get_by_label("Note")).to_have_value("It was op")
    expect(phone.get_by_label("Note")).to_be_focused()


def too_small(page: Page) -> list[str]:
    """The controls that a thumb would miss."""
    found = []
    for control in page.locator("button:visible, a:visible, input:visible, textarea:visible").all():
        box, name = control.bounding_box(), control.get_attribute("aria-label") or ""
        name = control.text_content() or name
        tall = control.evaluate(
            "e => (e.closest('[data-testid=stTextInputRootElement]') ?? e)"
            ".getBoundingClientRect().height"
        )
        if (
            box is not None
            and tall < THUMB_PIXELS
            and not any(own in name for own in STREAMLITS_OWN)
        ):
            found.append(f"{name} {tall}")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_is_large_enough_for_a_thumb(site: Site, new_page: NewPage, scheme: str) -> None:
    requester, _ = hired(site, new_page)
    phone = new_page(**PHONE, color_scheme=scheme)
    come_in(phone, invite(requester, site.address), "operator-1")
    phone.get_by_role("button", name="Filter").tap()
    phone.get_by_label("Place").wait_for()
    assert too_small(phone) == []
    phone.keyboard.press("Escape")
    tap(phone, "Take it")
    choose_photos(phone, ("IMG_1.jpg", shop_window()), ("IMG_2.jpg", shop_window()))
    expect(phone.get_by_alt_text("Photo 2 of 2")).to_be_visible()
    assert too_small(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
