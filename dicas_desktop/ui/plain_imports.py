"""Imports without PySide's search of every module for its own name."""

import builtins


def search_no_modules() -> None:
    """Leave out what PySide does after every import: reading the source of the module, to see whether it names PySide.

    It wants to know whether `snake_case` and the like may be switched on there. No module of ours asks for that, and
    the reading takes a twelfth of a start. What PySide needs for itself, its classes made when they are first named,
    is another function in the same place, and stays.
    """
    own = vars(builtins).get("__orig_import__")
    if own is not None:
        builtins.__import__ = own
