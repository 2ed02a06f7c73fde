"""Commands are run as in the tests of the command line."""

from tests.cli.conftest import _own_log, run

__all__ = ["_own_log", "run"]
