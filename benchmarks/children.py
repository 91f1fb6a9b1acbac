"""children: start measurements in processes of their own, and hear how far they are."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self


def measured(part: str, tick: Callable[[], None], **options: Any) -> dict[str, Any]:
    """The figures of one part; raises RuntimeError with the child's own words if it failed."""
    with _Child([part, json.dumps(options)]) as child:
        while child.hear() == ".":
            tick()
        return child.figures()


class _Child:
    """A process that measures one part; killed if its `with` block ends before it does."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments = arguments
        self._last = ""
        self._words = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the child
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.child", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()
        self._words.close()

    def hear(self) -> str:
        """The child's next line."""
        assert self._process.stdout is not None
        self._last = self._process.stdout.readline().strip()
        return self._last

    def say(self) -> None:
        """Let the child go on."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def figures(self) -> dict[str, Any]:
        """What the child has measured, once its last line is heard."""
        if not self._last.startswith("{"):
            self._process.wait()
            self._words.seek(0)
            raise RuntimeError(f"{self._arguments} failed:\n{self._words.read()[-4000:]}")
        figures: dict[str, Any] = json.loads(self._last)
        return figures


class TurnTaker(_Child):
    """A child that works only when it is its turn; ready for the first when it is made."""

    def __init__(self, part: str, **options: Any) -> None:
        super().__init__([part, json.dumps(options), "turns"])
        self.hear()

    def take_turn(self) -> None:
        """Let it work until it waits again, or has ended."""
        if self._last != ".":
            self.figures()
        self.say()
        self.hear()
