"""The product's own settings on a data folder that nobody owns: a test never opens a person's vault."""

import atexit
import os
import shutil
import tempfile

# Before the product's settings are read, and for every process that a test starts and forgets to tell.
_home = tempfile.mkdtemp(prefix="yosuga-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["YOSUGA_HOME"] = _home

from yosuga.settings import *  # noqa: E402, F403 - everything but the place is what people run
from yosuga.settings import DATABASES  # noqa: E402

# A file, as people have it: an in-memory database has no journal and no second connection.
DATABASES["default"]["TEST"] = {"NAME": f"{_home}/tests.sqlite3"}
