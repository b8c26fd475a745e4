"""What the workbench shows."""

import os

# Qt's classes would be made ready for Python one by one as they are first used, and two threads that do so at the same
# time end the program. All at once they cost a tenth of a second.
os.environ.setdefault("PYSIDE6_OPTION_LAZY", "0")
