"""What kinds, results and steps are called."""

from datetime import datetime

from yosuga.cli.words import _, in_language
from yosuga.clock import JST, jst_words


def moment(at: datetime) -> str:
    """Return a moment in Japan's time, as people there write it or so that everyone can read it."""
    return in_language(f"{jst_words(at)} 日本時間", en=f"{at.astimezone(JST):%a %Y-%m-%d %H:%M:%S} JST")


def kind(code: str) -> str:
    """Return what a kind of item is called."""
    return {
        "web-page": _("web page"),
        "screenshot": _("screenshot"),
        "recording": _("recording"),
        "pdf": "PDF",
        "mail": _("mail"),
        "talk": _("talk"),
        "call-log": _("call log"),
        "medical-certificate": _("medical certificate"),
        "receipt": _("receipt"),
        "mhtml": _("saved page (MHTML)"),
        "warc": _("web archive (WARC)"),
        "wacz": _("web archive (WACZ)"),
        "other": _("other file"),
    }.get(code, code)


def verdict(code: str) -> str:
    """Return what came of a capture, or that an item came from elsewhere."""
    return {
        "COMPLETE": _("kept whole"),
        "PARTIAL": _("kept in part"),
        "FAILED": _("could not be taken; the attempt is recorded"),
        "imported": _("taken in, not captured by us"),
    }.get(code, code)


def copy(method: str) -> str:
    """Return what a copy for people is."""
    return {"stamp": _("picture with URL and time"), "exhibit": _("A4 PDF for court")}.get(method, method)


def step(code: str) -> str:
    """Return what a capture is doing."""
    return {
        "wait": _("waiting for you"),
        "open": _("opening"),
        "load": _("loading"),
        "idle": _("waiting for the page to settle"),
        "scroll": _("scrolling through"),
        "take": _("taking pictures and files"),
    }.get(code, code)
