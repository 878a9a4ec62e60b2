"""Interface words: English in the code, Japanese from `locale/ja`. Japanese unless the system asks for English."""

import gettext
import os
from functools import cache
from pathlib import Path
from types import ModuleType

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@cache
def language() -> str:
    """Return `ja` or `en`: what `YOSUGA_LANG` says, else `en` where the system is English, else `ja`."""
    given = os.environ.get("YOSUGA_LANG", "")
    system = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    return "en" if (given or system).lower().startswith("en") else "ja"


@cache
def _translations() -> gettext.NullTranslations:
    return gettext.translation("yosuga", LOCALE, languages=[language()], fallback=True)


def _(message: str) -> str:
    """Return an interface text in the person's language."""
    return _translations().gettext(message)


def called() -> str:
    """Return what the person types to start us: `yosuga`, or what whoever started us says, such as `./run`."""
    return os.environ.get("YOSUGA_CALLED") or "yosuga"


def as_typed(text: str) -> str:
    """Return a text with its examples as the person types them."""
    return text.replace("`yosuga ", f"`{called()} ").replace("`yosuga`", f"`{called()}`")


def in_language(ja: str, *, en: str) -> str:
    """Return the one of two texts that stand side by side."""
    return en if language() == "en" else ja


def forget() -> None:
    """Ask the environment for the language again."""
    language.cache_clear()
    _translations.cache_clear()


def teach(module: ModuleType) -> None:
    """Let a library module speak from our catalogue.

    argparse asks gettext's default domain, which follows `LANGUAGE` and has no Japanese of its own; its texts go
    through two module-level names.
    """
    vars(module).update(_=_, ngettext=_plural)


def _plural(singular: str, plural: str, n: int) -> str:
    return _translations().ngettext(singular, plural, n)
