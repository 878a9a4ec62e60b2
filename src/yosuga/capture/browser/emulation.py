"""How a page is to be shown, and what each session is told before its first script runs."""

from collections.abc import Mapping
from dataclasses import dataclass

from yosuga.capture.base import View


@dataclass(frozen=True, slots=True)
class Emulation:
    """How the page is to be shown, and the browser's own user agent, which is sent as it is."""

    view: View
    agent: str


Setting = tuple[str, Mapping[str, object]]

ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
GO_ON: Setting = ("Runtime.runIfWaitingForDebugger", {})
NETWORK: tuple[Setting, ...] = (
    # No copies in the browser: bodies are taken as they pass.
    ("Network.enable", {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0, "maxPostDataSize": 1 << 20}),
    ("Network.setBypassServiceWorker", {"bypass": True}),
    ("Fetch.enable", {"patterns": [{"urlPattern": "*", "requestStage": "Response"}], "handleAuthRequests": True}),
)


# The PDF shows what the screen shows: a page hears nothing of it, and cannot take the post away for that moment.
_UNHEARD = "for (const name of ['beforeprint', 'afterprint'])"
_UNHEARD += " { addEventListener(name, (event) => event.stopImmediatePropagation(), {capture: true}); }"
_FIRST: tuple[Setting, ...] = (
    ("Page.enable", {}),
    ("Page.addScriptToEvaluateOnNewDocument", {"source": _UNHEARD, "worldName": "yosuga-print"}),
)


def frame_settings(look: Emulation | None) -> list[Setting]:
    """Return what a frame is told before its first script runs."""
    if look is None:
        return list(_FIRST)
    return [
        *_FIRST,
        ("Emulation.setUserAgentOverride", {"userAgent": look.agent, "acceptLanguage": _plain(look.view.languages)}),
        ("Emulation.setLocaleOverride", {"locale": look.view.locale.replace("-", "_")}),
        ("Emulation.setTimezoneOverride", {"timezoneId": look.view.zone}),
    ]


def page_settings(look: Emulation | None) -> list[Setting]:
    """Return what a page is told before its first script runs."""
    settings: list[Setting] = [
        *frame_settings(look),
        ("Page.setLifecycleEventsEnabled", {"enabled": True}),
        ("Target.setAutoAttach", ATTACH),
    ]
    if look is not None:
        view = look.view
        size = {"width": view.width, "height": view.height, "deviceScaleFactor": view.scale, "mobile": False}
        settings.append(("Emulation.setDeviceMetricsOverride", size))
    return settings


def _plain(languages: str) -> str:
    """Return the languages without weights: the browser gives its own to what it is told."""
    return ",".join(entry.partition(";")[0].strip() for entry in languages.split(","))
