"""signin_page: the plain pages before the console. Every value in them is escaped."""

from collections.abc import Sequence
from html import escape
from string import Template

from domain.people import Person, Role


def asking(wanted: str, person_id: str = "", complaint: str = "") -> str:
    """Ask for id and password; `complaint` says why the last attempt opened nothing."""
    told_why = f'<p class="complaint" role="alert">{escape(complaint)}</p>' if complaint else ""
    first, second = (" autofocus", "") if not person_id else ("", " autofocus")
    return _page(
        "Sign in",
        f'{told_why}<form class="fields" method="post" action="/signin">{_hidden("next", wanted)}'
        f'<label for="person">Your id</label><input id="person" name="person" '
        f'value="{escape(person_id)}" autocomplete="username" autocapitalize="none" '
        f'spellcheck="false" maxlength="128" required{first}>'
        f'<label for="password">Password</label><input id="password" name="password" '
        f'type="password" autocomplete="current-password" maxlength="256" required{second}>'
        '<button class="main">Sign in</button></form>',
    )


def here(present: Person) -> str:
    """Who is signed in with a password, and the way out."""
    return _page(
        "You are signed in",
        f'<p>You are {escape(present.name)}.</p><p><a href="/">Back to the console</a></p>'
        '<form method="post" action="/signout"><button class="small">Sign out</button></form>',
    )


def choosing(people: Sequence[Person], present: Person | None, invitation: str, wanted: str) -> str:
    """Choose a demo person; `present` is who one is now, if anybody."""
    hidden = _hidden("invitation", invitation) + _hidden("next", wanted)
    buttons = "".join(
        f'<button name="person" value="{escape(person.id)}"{_current(person == present)}>'
        f"<b>{escape(person.name)}</b><span>{escape(_duties(person))}</span></button>"
        for person in people
    )
    people_form = f'{hidden}<div class="people">{buttons}</div>'
    form = f'<form method="post" action="/signin">{people_form}</form>'
    if present is None:
        return _page("Who are you today?", f"<p>{_DEMO}</p>{form}")
    others = (
        '<hr><form method="post" action="/signin/invite"><p>To be two people at once, open a link '
        'in another browser or a private window.</p><button class="small">Make a link'
        '</button></form><form method="post" action="/signout"><button class="small">Sign out'
        "</button></form>"
    )
    return _page("Who are you now?", f"<p>You are {escape(present.name)}.</p>{form}{others}")


def invited(link: str) -> str:
    """Show a link for a second browser."""
    return _page(
        "A link for a second browser",
        "<p>It opens one session, once, within twelve hours, on this machine only.</p>"
        f'<input readonly value="{escape(link)}" aria-label="Link">'
        '<p><a href="/">Back to the console</a></p>',
    )


def told(title: str, sentence: str) -> str:
    """A page that only says something."""
    return _page(title, f"<p>{escape(sentence)}</p>")


def _current(is_current: bool) -> str:
    return ' aria-current="true"' if is_current else ""


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _duties(person: Person) -> str:
    return " ".join(_DUTIES[role] for role in person.roles)


def _page(title: str, body: str) -> str:
    return _PAGE.substitute(title=escape(title), body=body)


_DEMO = (
    "This is a demo on your own machine: choose whose eyes to see it with. "
    "You can change at any time."
)
_DUTIES = {
    Role.REQUESTER: "Asks the agent to do things.",
    Role.REVIEWER: "Countersigns what the agent wants to do.",
    Role.LEAD: "Countersigns, also what only a lead may.",
    Role.OPERATOR: "Carries out tasks in the field.",
    Role.ADMIN: "Sees everything, and asks too.",
}
_PAGE = Template(
    """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>$title · Countersign</title>
<link rel="icon" href="data:,"><style>
:root{color-scheme:light dark;--paper:#fdfcf9;--card:#fff;--ink:#17181c;--soft:#63625d;
--line:#e2ddd1;--edge:#8a8880;--accent:#2b4ab5;--wrong:#b3261e}
@media(prefers-color-scheme:dark){:root{--paper:#131417;--card:#1b1d22;--ink:#ecEAe4;--soft:#a3a19a;
--line:#30333a;--edge:#73767d;--accent:#9db0ff;--wrong:#f27a70}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:100vh;padding:24px}
main{width:100%;max-width:640px}h1{font:500 1.9rem/1.2 Georgia,serif;margin:0 0 8px}
p{color:var(--soft);margin:0 0 20px}a{color:var(--accent)}hr{border:0;border-top:1px solid
var(--line);margin:28px 0}.mark{color:var(--accent);font-weight:600;margin-bottom:28px}
.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:10px}
button{font:inherit;color:inherit;text-align:left;background:var(--card);border:1px solid
var(--line);border-radius:10px;padding:12px 14px;cursor:pointer;display:grid;gap:2px}
button:hover{border-color:var(--accent)}button:focus-visible{outline:2px solid var(--accent)}
button[aria-current]{border-color:var(--accent);box-shadow:inset 3px 0 var(--accent)}
button span{color:var(--soft);font-size:.88rem}.small{display:inline-block;margin-bottom:12px}
input[readonly]{font:14px/1.4 ui-monospace,monospace;width:100%;padding:10px;margin-bottom:20px;
border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit}
.fields{display:grid;gap:6px;max-width:380px;margin-top:20px}
.fields label{color:var(--soft);font-size:.88rem}
.fields input{font:inherit;width:100%;padding:11px 12px;margin-bottom:12px;color:inherit;
border:1px solid var(--edge);border-radius:8px;background:var(--card)}
.fields input:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
button.main{background:var(--accent);border-color:var(--accent);color:var(--paper);
text-align:center;font-weight:600}.complaint{color:var(--ink);border-left:3px solid var(--wrong);
padding-left:12px;margin-top:16px}
</style></head><body><main><div class="mark">Countersign</div><h1>$title</h1>$body</main></body>
</html>"""
)
