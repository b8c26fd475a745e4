"""Where the bundled program begins."""

import multiprocessing
import sys

from app.apart import FLAG
from app.command_line import main

if __name__ == "__main__":
    # Must come first: a child that this program starts runs this file again, and has to become that child here.
    multiprocessing.freeze_support()
    if sys.argv[1:] == [FLAG]:
        from app.apart_child import main as child

        child()
    sys.exit(main())
