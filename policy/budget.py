"""budget: whether the model may be asked once more. What is used up is said before, not after."""

from policy.tables import Budget

MILLION = 1_000_000


def exhausted(budget: Budget, of_thread: tuple[int, int], of_day: tuple[int, int]) -> str:
    """The limit that is used up, in words; "" while there is something left.

    `of_thread` and `of_day` are input and output tokens.
    """
    limits = (
        ("conversation", "tokens", budget.tokens_per_thread, sum(of_thread)),
        ("day", "tokens", budget.tokens_per_day, sum(of_day)),
        ("conversation", "cents", budget.spend_per_thread_minor, spent_minor(budget, of_thread)),
        ("day", "cents", budget.spend_per_day_minor, spent_minor(budget, of_day)),
    )
    for whose, unit, limit, used in limits:
        if limit and used >= limit:
            return f"The model's budget for this {whose} is used up: {used:,} of {limit:,} {unit}."
    return ""


def is_limited(budget: Budget) -> bool:
    """Whether the law sets any limit at all."""
    return bool(
        budget.tokens_per_thread
        or budget.tokens_per_day
        or budget.spend_per_thread_minor
        or budget.spend_per_day_minor
    )


def spent_minor(budget: Budget, tokens: tuple[int, int]) -> int:
    """What tokens cost in minor units, rounded up: a budget is never overdrawn by rounding."""
    taken, given = tokens
    exact = taken * budget.input_price_minor + given * budget.output_price_minor
    return -(-exact // MILLION)
