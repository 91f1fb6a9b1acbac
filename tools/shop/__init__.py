"""shop: the demo's outside world, in a SQLite file of its own that is never joined to ours."""

from tools.shop.partner import set_partner
from tools.shop.tools import shop_tools

__all__ = ["set_partner", "shop_tools"]
