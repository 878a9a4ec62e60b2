"""Where a URL points: which service, which post, in one spelling for the many that mean the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """What a URL says by itself, before anything is fetched.

    `platform` is an id of the platform catalog, or `web`; `kind` is what the URL names there (`post`, `account`,
    `thread`, `short` …); `raw` is the string as given; `canonical` is the same place without tracking and with
    aliases merged; `via` is the alias or mirror host that was used, if it was one. On a board `thread_id` is the
    thread and `post_id` the number of the post in it. `short` marks a link that says nothing until it is followed.
    """

    platform: str
    kind: str
    raw: str
    canonical: str
    post_id: str = ""
    thread_id: str = ""
    account: str = ""
    via: str = ""
    short: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Return thread and post id as one word for a file title, empty when the URL names neither."""
        return "-".join(part for part in (self.thread_id, self.post_id) if part)

    def as_json(self) -> dict[str, object]:
        """Return the place as `metadata.json` prints it."""
        return {
            "platform": self.platform,
            "kind": self.kind,
            "raw": self.raw,
            "canonical": self.canonical,
            "post_id": self.post_id,
            "thread_id": self.thread_id,
            "account": self.account,
            "via": self.via,
            "short": self.short,
            "parts": dict(self.parts),
        }
