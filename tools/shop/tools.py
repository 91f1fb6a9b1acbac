"""tools: the shop as an agent may use it: its orders here, its people and its partner beside."""

from typing import Annotated, Literal

from langchain_core.tools import BaseTool
from pydantic import Field

from domain.clock import Clock
from domain.risk import Cost, Reversibility, Risk
from domain.settings import Settings
from tools.shop.care import caring_tools
from tools.shop.declaring import CustomerId, Key, OrderId, Why, acting, reading
from tools.shop.partner_tools import partner_tools
from tools.shop.store import Answer, Shop

Words = Annotated[
    str, Field(description="Words to look for; leave empty for all of them", max_length=200)
]
Status = Annotated[
    Literal["paid", "shipped", "delivered", "cancelled"] | None,
    Field(description="Only with this status"),
]
AmountMinor = Annotated[
    int, Field(description="Amount to pay back, in minor units (cents) of the currency", ge=1)
]


def shop_tools(settings: Settings, clock: Clock) -> list[BaseTool]:
    """The demo shop's tools, on the file `shop.db` under the home; opens nothing yet."""
    shop = Shop(settings.home / "shop.db", clock)
    return [
        *_reading_tools(shop),
        *_acting_tools(shop),
        *caring_tools(shop),
        *partner_tools(shop),
    ]


def _reading_tools(shop: Shop) -> list[BaseTool]:
    def search_orders(
        query: Words = "",
        customer_id: Annotated[
            CustomerId | None, Field(description="Only of this customer")
        ] = None,
        status: Status = None,
    ) -> Answer:
        """Search orders by item, customer or status; newest first."""
        return shop.search_orders(query, customer_id, status)

    def read_order(order_id: OrderId) -> Answer:
        """Read one order: customer and e-mail address, items, total, refunds and status."""
        return shop.read_order(order_id)

    def search_customers(query: Words = "") -> Answer:
        """Search customers by name, e-mail address or city."""
        return shop.search_customers(query)

    def read_customer(customer_id: CustomerId) -> Answer:
        """Read one customer: name, e-mail address, city and their order numbers."""
        return shop.read_customer(customer_id)

    return [
        reading(search_orders, "Find the orders with a mug", "Which orders are shipped?"),
        reading(read_order, "What is the status of order 1040?", "Show me order 1037"),
        reading(search_customers, "Find the customer Elif Kaya", "Who lives in Porto?"),
        reading(read_customer, "Show me customer 204", "What is the address of customer 201?"),
    ]


def _acting_tools(shop: Shop) -> list[BaseTool]:
    def refund_order(
        order_id: OrderId, amount_minor: AmountMinor, reason: Why, idempotency_key: Key
    ) -> Answer:
        """Refund money of an order to its customer, in part or all that is left of the total."""
        return shop.refund_order(order_id, amount_minor, reason, idempotency_key)

    def cancel_order(order_id: OrderId, reason: Why, idempotency_key: Key) -> Answer:
        """Cancel an order that is paid and not shipped yet. Pays nothing back by itself."""
        return shop.cancel_order(order_id, reason, idempotency_key)

    return [
        acting(
            refund_order,
            Risk(
                cost=Cost(argument="amount_minor"),
                reversibility=Reversibility.IRREVERSIBLE,
                # Whoever paid the order gets it back; the arguments know them by nothing else.
                recipient="order_id",
                consequential=("order_id", "amount_minor"),
            ),
            "Refund order 1040, it came too late",
            "Give the customer of order 1037 their money back",
            "Pay back 5 EUR of order 1041",
        ),
        acting(
            cancel_order,
            Risk(reversibility=Reversibility.EFFORT, consequential=("order_id",)),
            "Cancel order 1047, it was a mistake",
            "Stop order 1048 before it is shipped",
        ),
    ]
