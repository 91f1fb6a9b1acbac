"""care: what an agent may do for and to customers, one of them or many at once."""

from typing import Annotated

from langchain_core.tools import BaseTool
from pydantic import Field

from domain.risk import Ambiguity, BlastRadius, Cost, Regulation, Reversibility, Risk
from tools.shop import customers, notices, recommending
from tools.shop.declaring import CustomerId, Key, Why, acting
from tools.shop.notices import Segment
from tools.shop.seed import CUSTOMERS
from tools.shop.store import Answer, Shop
from tools.undo import Undo

_LINE = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"

Street = Annotated[str, Field(description="Street and house number", max_length=120, pattern=_LINE)]
Postcode = Annotated[str, Field(description="Postcode", max_length=12, pattern=_LINE)]
City = Annotated[str, Field(description="City", max_length=80, pattern=_LINE)]
CreditMinor = Annotated[
    int,
    Field(description="Amount to credit, in minor units (cents) of EUR", ge=1, le=999_999_999),
]
CreditId = Annotated[int, Field(description="Number of the credit", ge=1, le=999_999_999)]
To = Annotated[
    Segment,
    Field(description="Who gets it: everyone, those waiting for an order, or those served"),
]
Subject = Annotated[
    str, Field(description="Subject: one short line", max_length=200, pattern=_LINE)
]
Item = Annotated[
    str, Field(description="What is recommended, in a few words", max_length=120, pattern=_LINE)
]
Text = Annotated[
    str, Field(description="The whole text of the notice", min_length=1, max_length=10_000)
]


def caring_tools(shop: Shop) -> list[BaseTool]:
    """Address, credit, notice, recommendation and erasure, for the shop given."""
    return [
        *_customer_tools(shop),
        _notice_tool(shop),
        _recommending_tool(shop),
        _erasure_tool(shop),
    ]


def _customer_tools(shop: Shop) -> list[BaseTool]:
    def change_address(
        customer_id: CustomerId,
        street: Street,
        postcode: Postcode,
        city: City,
        idempotency_key: Key,
    ) -> Answer:
        """Change the postal address of one customer; answers with the one before."""
        return customers.change_address(shop, customer_id, street, postcode, city, idempotency_key)

    def goodwill_credit(
        customer_id: CustomerId, amount_minor: CreditMinor, reason: Why, idempotency_key: Key
    ) -> Answer:
        """Credit a customer with money to spend in the shop, as goodwill."""
        return customers.goodwill_credit(shop, customer_id, amount_minor, reason, idempotency_key)

    def withdraw_credit(credit_id: CreditId, idempotency_key: Key) -> Answer:
        """Withdraw a credit by its number."""
        return customers.withdraw_credit(shop, credit_id, idempotency_key)

    effort = Risk(reversibility=Reversibility.EFFORT)
    return [
        acting(
            change_address,
            effort.model_copy(
                update={"consequential": ("customer_id", "street", "postcode", "city")}
            ),
            'Change the address of customer 203 to street "Corso Duca 4", postcode "10128", '
            'city "Turin"',
            undo=Undo(
                tool="change_address",
                arguments={
                    "customer_id": "argument.customer_id",
                    "street": "result.previous.street",
                    "postcode": "result.previous.postcode",
                    "city": "result.previous.city",
                },
            ),
        ),
        acting(
            goodwill_credit,
            effort.model_copy(
                update={
                    "cost": Cost(argument="amount_minor"),
                    "recipient": "customer_id",
                    "consequential": ("customer_id", "amount_minor"),
                }
            ),
            "Goodwill credit of 5 EUR for customer 206, the parcel came late",
            "Credit customer 204 with 10 EUR for the long wait",
            undo=Undo(tool="withdraw_credit", arguments={"credit_id": "result.credit_id"}),
        ),
        acting(
            withdraw_credit,
            effort.model_copy(update={"consequential": ("credit_id",)}),
            "Withdraw credit 3",
            undo=Undo(tool="goodwill_credit", arguments={"customer_id": "result.customer_id"}),
        ),
    ]


def _notice_tool(shop: Shop) -> BaseTool:
    def bulk_notice(segment: To, subject: Subject, text: Text, idempotency_key: Key) -> Answer:
        """Send one notice to many customers at once; answers with how many it reached."""
        return notices.bulk_notice(shop, segment, subject, text, idempotency_key)

    return acting(
        bulk_notice,
        Risk(
            reversibility=Reversibility.IRREVERSIBLE,
            # The segment does not say how many are in it, so it may be everybody.
            blast_radius=BlastRadius(fixed=len(CUSTOMERS)),
        ),
        "Send a bulk notice to everyone: we are closed on Monday",
        "Send a notice to all waiting customers that parcels are late",
    )


def _recommending_tool(shop: Shop) -> BaseTool:
    def recommend_item(
        customer_id: CustomerId, item: Item, text: Text, idempotency_key: Key
    ) -> Answer:
        """Recommend something to one customer, who gets the text as a sales letter."""
        return recommending.recommend_item(shop, customer_id, item, text, idempotency_key)

    return acting(
        recommend_item,
        Risk(
            reversibility=Reversibility.IRREVERSIBLE,
            ambiguity=Ambiguity.SEMI_STRUCTURED,
            recipient="customer_id",
            consequential=("customer_id",),
            domain="sales",
        ),
        'Recommend the "blue mug" to customer 204 with the text "Our mugs are back in blue."',
        'Recommend "tea towels" to customer 202 with the text "They go with your teapot."',
    )


def _erasure_tool(shop: Shop) -> BaseTool:
    def erase_customer(customer_id: CustomerId, idempotency_key: Key) -> Answer:
        """Erase the personal data of one customer for good."""
        return customers.erase_customer(shop, customer_id, idempotency_key)

    return acting(
        erase_customer,
        Risk(
            reversibility=Reversibility.IRREVERSIBLE,
            regulation=Regulation.HIGH_RISK,
            consequential=("customer_id",),
        ),
        "Erase customer 207",
        "Erase the personal data of customer 202",
    )
