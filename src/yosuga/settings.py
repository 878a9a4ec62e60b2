"""All settings, from the environment, with safe defaults. `YOSUGA_MODE` is `local` (one person) or `server`."""

import logging
import os
import sys
from pathlib import Path


def _data_folder() -> Path:
    """Return where the vault rests unless `YOSUGA_HOME` says otherwise: the system's place for a person's own data."""
    given = os.environ.get("YOSUGA_HOME")
    if given:
        return Path(os.path.expanduser(given)).resolve()  # noqa: PTH111 - pathlib fails where ~somebody is nobody
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Yosuga"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Yosuga"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "yosuga"


def _idle_s() -> int:
    """Return after how many seconds without use the vault locks: 15 minutes, or `YOSUGA_IDLE_S` (5 to 3600)."""
    given = os.environ.get("YOSUGA_IDLE_S", "")
    return min(max(int(given), 5), 3600) if given.isascii() and given.isdigit() and len(given) < 8 else 15 * 60


MODE = os.environ.get("YOSUGA_MODE", "local")
IDLE_S = _idle_s()
HOME = _data_folder()
BROWSER = os.environ.get("YOSUGA_BROWSER", "")

# Django. Sessions live in the web door's own memory, so a key that no other process knows is enough.
SECRET_KEY = os.environ.get("YOSUGA_SECRET_KEY") or os.urandom(32).hex()
DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "ja"
DATABASE_ROUTERS = ["yosuga.cases.router.CopyRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["yosuga.cases", "yosuga.evidence", "yosuga.intake", "yosuga.proceedings", "yosuga.takedown"]

# The web door. Whom it answers, its headers and its sessions are its own (yosuga.web.headers, yosuga.web.sessions).
ROOT_URLCONF = "yosuga.web.urls"
WSGI_APPLICATION = "yosuga.web.wsgi.application"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
APPEND_SLASH = False
MIDDLEWARE = [
    "yosuga.web.headers.always",
    "yosuga.web.headers.own_names_only",
    "yosuga.web.headers.own_forms_only",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent / "web" / "templates"],
        "OPTIONS": {
            "builtins": ["yosuga.web.templatetags.page"],
            "libraries": {"far": "yosuga.web.templatetags.far"},
            "string_if_invalid": "",
        },
    }
]
# An upload goes into anonymous memory, never into a named file; how much may come is judged before it is read.
FILE_UPLOAD_HANDLERS = ["yosuga.web.uploads.ScratchHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 500
# Ids and codes only. Django's own words about a request would quote its address and its trace.
# A line that cannot be written is lost: the traceback that logging would print instead repeats the error's own words.
logging.raiseExceptions = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "yosuga: %(levelname)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "yosuga": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
        "waitress": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
    },
}

DATABASES: dict[str, dict[str, object]]
if os.environ.get("YOSUGA_POSTGRES"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            # A libpq service or socket folder; credentials come from libpq's own environment and files.
            "NAME": os.environ.get("PGDATABASE", "yosuga"),
            "HOST": os.environ["YOSUGA_POSTGRES"],
            "USER": os.environ.get("PGUSER", "yosuga"),
            "CONN_MAX_AGE": None,
            # Values travel beside the statement, never inside it; repeated statements are prepared.
            "OPTIONS": {"server_side_binding": True},
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "yosuga.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                # FULL: a commit that was answered survives a power cut (WAL with NORMAL does not).
                # secure_delete: erased keys are overwritten in the file; temp_store: nothing spills to disk.
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                    "PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON;"
                ),
            },
        }
    }
