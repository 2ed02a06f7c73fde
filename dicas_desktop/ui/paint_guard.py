"""Keeps an unforeseen error inside a paint from ending the program.

Qt goes on painting other widgets while PySide still holds the error, and that ends in a crash of the interpreter. So it
goes to the one hook at once, and the paint counts as done.
"""

import sys
from types import TracebackType


class PaintGuard:
    """`with PaintGuard():` around everything a paint does."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Hand an error on to the hook."""
        if kind is None or not isinstance(error, Exception):
            return False
        sys.excepthook(kind, error, trace)
        return True
