"""Where the bundled program begins."""

import multiprocessing
import sys

from app.command_line import main

if __name__ == "__main__":
    # Must come first: a child that this program starts runs this file again, and has to become that child here.
    multiprocessing.freeze_support()
    sys.exit(main())
