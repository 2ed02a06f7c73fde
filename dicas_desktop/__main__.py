"""`python -m dicas_desktop` is the command `dicas-desktop`."""

import sys

from dicas_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
