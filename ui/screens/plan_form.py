"""plan_form: what a reviewer narrows in a plan: steps left out, bounds drawn closer, less money.

Keys carry the request and its version, as those of every form do. The server judges the outcome.
"""

from typing import Any

import streamlit as st

from domain.plan import Bound, Plan, PlanStep
from domain.request import Request
from ui.parts.fields import spelled
from ui.parts.mandate import bound_words, label_in_plan, times_words
from ui.parts.words import escaped, tool_words

WHOLE_PLAN = "A plan has at least one step; reject it instead."


def plan_of(request: Request) -> Plan:
    """The plan that a request asks for."""
    return Plan.model_validate(request.action.arguments)


def currency_of(request: Request) -> str:
    """The currency of the plan's budget."""
    return request.money.get("budget_minor", "EUR")


def edit_plan(request: Request) -> None:
    """One card for each step, then the budget and the time."""
    plan, currency = plan_of(request), currency_of(request)
    for number, step in enumerate(plan.steps):
        with st.container(border=True, gap="small"):
            title = f"**{number + 1}. {escaped(tool_words(step.tool))}**"
            kept = st.toggle(title, value=True, key=_key(request, number, "kept"))
            if kept:
                _step(request, number, step, currency)
    left, right = st.columns(2)
    with left:
        label = f"Budget in hundredths of {escaped(currency)}"
        _number(request, label, plan.budget_minor, "budget", least=0)
    with right:
        _number(request, "Minutes", plan.valid_minutes, "minutes", least=1)


def plan_keys(request: Request) -> list[str]:
    """The keys of all fields, so that what was typed can be kept."""
    plan = plan_of(request)
    keys = [_key(request, "budget"), _key(request, "minutes")]
    for number, step in enumerate(plan.steps):
        keys += [_key(request, number, part) for part in ("kept", "times")]
        for name in step.arguments:
            keys += [_key(request, number, name, part) for part in ("low", "high", "values")]
    return keys


def edited_plan(request: Request) -> tuple[dict[str, Any], str]:
    """The plan as it stands in the form, and what is wrong with it, if anything."""
    plan = plan_of(request)
    steps = [
        _edited(request, number, step)
        for number, step in enumerate(plan.steps)
        if _now(request, True, number, "kept")
    ]
    if not steps:
        return {}, WHOLE_PLAN
    for number, step in enumerate(steps, start=1):
        if any(bound.one_of == () for bound in step.arguments.values()):
            return {}, f"Step {number}: choose at least one value, or leave the step out."
    narrowed = plan.model_copy(
        update={
            "steps": tuple(steps),
            "budget_minor": _now(request, plan.budget_minor, "budget"),
            "valid_minutes": _now(request, plan.valid_minutes, "minutes"),
        }
    )
    return narrowed.spoken(), ""


def _step(request: Request, number: int, step: PlanStep, currency: str) -> None:
    if step.times > 1:
        label = f"How often ({times_words(step.times)})"
        _number(request, label, step.times, number, "times", least=1)
    fixed = [name for name, bound in step.arguments.items() if _is_fixed(bound)]
    if fixed:
        bounds = step.arguments
        said = [(label_in_plan(name), bound_words(bounds[name], name, currency)) for name in fixed]
        st.caption("  \n".join(f"{escaped(label)}: {escaped(words)}" for label, words in said))
    for name, bound in step.arguments.items():
        label = escaped(label_in_plan(name))
        if bound.is_range:
            unit = f" (hundredths of {escaped(currency)})" if name.endswith("_minor") else ""
            _range(request, f"{label}{unit}", bound, number, name)
        elif bound.anything:
            st.text_input(
                f"{label}: only this (empty for anything)",
                key=_key(request, number, name, "values"),
            )
        elif name not in fixed:
            _choice(label, bound, _key(request, number, name, "values"))


def _is_fixed(bound: Bound) -> bool:
    """Whether there is nothing left to narrow."""
    return not bound.is_range and not bound.anything and len(bound.values) <= 1


def _choice(label: str, bound: Bound, key: str) -> None:
    def words(place: int) -> str:
        return escaped(spelled(bound.values[place]))

    places = [*range(len(bound.values))]
    st.multiselect(label, places, default=places, format_func=words, key=key)


def _range(request: Request, label: str, bound: Bound, number: int, name: str) -> None:
    """Both ends may only move towards each other."""
    low, high = bound.at_least, bound.at_most
    with st.container(horizontal=True):
        if low is not None:
            key = _key(request, number, name, "low")
            st.number_input(f"{label}: at least", low, high, low, key=key)
        if high is not None:
            key = _key(request, number, name, "high")
            st.number_input(f"{label}: at most", low, high, high, key=key)


def _number(request: Request, label: str, most: int, *part: object, least: int) -> None:
    st.number_input(label, least, max(most, least), most, step=1, key=_key(request, *part))


def _edited(request: Request, number: int, step: PlanStep) -> PlanStep:
    bounds = {
        name: _narrowed(request, number, name, bound) for name, bound in step.arguments.items()
    }
    times = _now(request, step.times, number, "times")
    return step.model_copy(update={"arguments": bounds, "times": times})


def _narrowed(request: Request, number: int, name: str, bound: Bound) -> Bound:
    if bound.is_range:
        low = _now(request, bound.at_least, number, name, "low")
        high = _now(request, bound.at_most, number, name, "high")
        return bound.model_copy(update={"at_least": low, "at_most": high})
    if bound.anything:
        typed = str(_now(request, "", number, name, "values")).strip()
        return Bound(exactly=typed) if typed else bound
    places = _now(request, [*range(len(bound.values))], number, name, "values")
    chosen = tuple(bound.values[place] for place in sorted(places))
    # Not validated here: an empty choice is told of in words.
    return bound if chosen == bound.values else bound.model_copy(update={"one_of": chosen})


def _now(request: Request, otherwise: Any, *part: object) -> Any:
    value = st.session_state.get(_key(request, *part))
    return otherwise if value is None else value


def _key(request: Request, *part: object) -> str:
    return f"plan {request.id} {request.version} {' '.join(map(str, part))}"
