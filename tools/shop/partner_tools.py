"""partner_tools: the stock's way to the partner. A sync takes no key, so a silence stays one."""

from langchain_core.tools import BaseTool

from domain.risk import Reversibility, Risk
from tools.shop import partner
from tools.shop.declaring import acting, reading
from tools.shop.store import Answer, Shop


def partner_tools(shop: Shop) -> list[BaseTool]:
    """The sync and the look at its other end, for the shop given."""

    def sync_stock() -> Answer:
        """Sync the shop's stock with the partner."""
        return partner.sync_stock(shop)

    def partner_status() -> Answer:
        """Show how the partner answers now and which sync of the stock it took last."""
        return partner.partner_status(shop)

    return [
        acting(
            sync_stock,
            Risk(reversibility=Reversibility.EFFORT),
            "Sync the stock with the partner",
            "Sync our stock",
            idempotent=False,
            timeout_seconds=partner.TIMEOUT_SECONDS,
        ),
        reading(partner_status, "What is the status of the partner?", "Show the partner status"),
    ]
