"""launcher: serves as `make run` does, but dies before the next call of a tool when told to.

`kill-next-call` in the home tells it to; it is taken away first, so that it happens once.
"""

import os
import signal
import sys
from functools import partial

from domain.settings import Settings
from server.bootstrap import open_house
from server.serve import serve

ORDER = "kill-next-call"


def main() -> int:
    """Serve on the port given as the only argument."""
    settings = Settings()

    def boundary(name: str) -> None:
        order = settings.home / ORDER
        if name == "before call" and order.exists():
            order.unlink()
            os.kill(os.getpid(), signal.SIGKILL)

    opening = partial(open_house, settings, boundary=boundary)
    return serve(opening, int(sys.argv[1]), browser=False)


if __name__ == "__main__":
    sys.exit(main())
