"""Addresses of profiles: a link that leads to one person's account, of the services people in Japan use."""

import re
from collections.abc import Iterator

from yosuga.detect import context
from yosuga.detect.base import Document, Finding, Kind

_NAME = r"[A-Za-z0-9_.\-]{2,60}"
# host → what the path of a profile looks like. Anything deeper is a post, a picture, an article.
_PATHS = {
    "(?:mobile\\.|m\\.)?(?:x|twitter)\\.com": rf"@?{_NAME}",
    "(?:www\\.)?instagram\\.com|instagr\\.am": _NAME,
    "(?:www\\.|m\\.|ja-jp\\.|"
    "mbasic\\.)?facebook\\.com|fb\\.com|"
    "fb\\.me|m\\.me": rf"(?:profile\.php\?id=\d+|people/[^\s/]+/\d+|{_NAME})",
    "(?:www\\.|m\\.)?tiktok\\.com": rf"@{_NAME}",
    "(?:www\\.|m\\.)?youtube\\.com": rf"(?:@[^\s/?#]{{2,40}}|(?:channel|c|user)/{_NAME})",
    "(?:www\\.)?threads\\.(?:net|com)": rf"@{_NAME}",
    "line\\.me": rf"(?:R/)?ti/p/[@~%]?{_NAME}",
    "lin\\.ee|line\\.naver\\.jp": _NAME,
    "note\\.com|note\\.mu": _NAME,
    "(?:www\\.)?pixiv\\.net": r"(?:en/)?users/\d+|member\.php\?id=\d+",
    "pixiv\\.me|sketch\\.pixiv\\.net": rf"@?{_NAME}",
    "bsky\\.app": rf"profile/{_NAME}",
    "t\\.me|telegram\\.me": _NAME,
    "(?:www\\.)?discord(?:app)?\\.com": r"users/\d+",
    "github\\.com|gitlab\\.com": _NAME,
    "(?:www\\.|jp\\.)?linkedin\\.com": r"in/[^\s/?#]{2,60}",
    "twitcasting\\.tv": rf"(?:c:|g:|f:|i:)?{_NAME}",
    "(?:www\\.)?twitch\\.tv": _NAME,
    "ameblo\\.jp|profile\\.ameba\\.jp(?:/ameba)?": _NAME,
    "(?:blog|profile|mypage)\\.hatena\\.ne\\.jp": _NAME,
    "lit\\.link|linktr\\.ee|potofu\\.me|foriio\\.com|html\\.co\\.jp|bio\\.link|beacons\\.ai": rf"(?:en/|ja/)?{_NAME}",
    "peing\\.net|marshmallow-qa\\.com|odaibako\\.net|mond\\.how|querie\\.me|ofuse\\.me": rf"(?:ja/|u/|user/)?{_NAME}",
    "privatter\\.net|skeb\\.jp|minne\\.com|suzuri\\.jp|(?:www\\.)?creema\\.jp": rf"(?:u/|@|c/)?{_NAME}",
    "(?:www\\.)?mixi\\.jp": r"show_(?:friend|profile)\.pl\?id=\d+",
    "(?:www\\.)?nicovideo\\.jp": r"user/\d+",
    "(?:www\\.)?snapchat\\.com": rf"(?:add|@)/?{_NAME}",
    "(?:www\\.)?showroom-live\\.com": rf"(?:r/|room/profile\?room_id=){_NAME}",
    "17\\.live": rf"(?:ja/)?(?:profile/r|live)/{_NAME}",
    "(?:www\\.|old\\.)?reddit\\.com": rf"(?:u|user)/{_NAME}",
    "steamcommunity\\.com": rf"(?:id|profiles)/{_NAME}",
    "medium\\.com": rf"@{_NAME}",
    "(?:jp\\.|www\\.)?mercari\\.com": r"(?:user/profile|u)/\d+",
    "qiita\\.com|zenn\\.dev|wear\\.jp|soundcloud\\.com|tumblr\\.com|(?:www\\.)?pinterest\\.(?:com|jp)": _NAME,
    "(?:open\\.)?kakao\\.com": rf"(?:o|me)/{_NAME}",
    "wa\\.me|api\\.whatsapp\\.com": r"(?:send\?phone=)?\+?\d{6,15}",
    "(?:www\\.)?skype\\.com|join\\.skype\\.com": rf"(?:invite/)?{_NAME}",
    "bere\\.al|twpf\\.jp": _NAME,
    "profcard\\.info": rf"u/{_NAME}",
    "open\\.spotify\\.com": rf"user/{_NAME}",
}
_PROFILE = re.compile(
    r"(?P<url>(?:h?ttps?://|(?<![A-Za-z0-9.\-@/]))(?:"
    + "|".join(f"(?:{host})/(?:{path})" for host, path in _PATHS.items())
    + r")(?:/(?=\s|$))?(?:/?\?[A-Za-z0-9_=&.%\-]*)?)(?P<more>[/#][A-Za-z0-9]+)?",
    re.IGNORECASE | re.MULTILINE,
)
# Any host with /@name: Mastodon, Misskey and the like.
_ANY_HOST = re.compile(
    r"https?://(?:[a-z0-9\-]+\.)+[a-z]{2,12}/@[A-Za-z0-9_.\-]+(?:@[a-z0-9.\-]+)?(?:/(?=\s|$))?(?!/?[A-Za-z0-9])",
    re.IGNORECASE | re.MULTILINE,
)
_SUBDOMAIN = re.compile(
    r"https?://(?P<own>[a-z0-9\-]{3,40})\.(?:tumblr\.com|hatenablog\.(?:com|jp)|hatenadiary\.(?:com|jp)|"
    r"fc2\.com|blog\.fc2\.com|"
    r"livedoor\.blog|booth\.pm|fanbox\.cc|carrd\.co|themedia\.jp|amebaownd\.com|jimdofree\.com|"
    r"bsky\.social)/?(?![A-Za-z0-9/])",
    re.IGNORECASE,
)
_BLUESKY = re.compile(r"(?<![A-Za-z0-9@./\-])[a-z0-9][a-z0-9\-]{1,40}\.bsky\.social(?![A-Za-z0-9.])", re.IGNORECASE)
_SIGNS = re.compile(r"[A-Za-z]/[A-Za-z0-9@~%]|://|bsky")
# First parts of a path that are a service's own pages.
_PAGES = re.compile(
    r"/@?(?:home|search|intent|share|sharer|hashtag|hashtags|i|p|reel|reels|explore|stories|tv|groups|watch|"
    r"events|pages|login|"
    r"signup|help|about|settings|tos|privacy|terms|policies|messages|notifications|compose|r|topics|directory|accounts|"
    r"info|notes|story|marketplace|gaming|photo|photo\.php|permalink\.php|features|pricing|orgs|enterprise|index\.html)"
    r"(?:[/?#]|$)",
    re.IGNORECASE,
)


def recognise(document: Document) -> Iterator[Finding]:
    """Yield the addresses of profiles, whole."""
    text = document.plain.text
    if not _SIGNS.search(text):
        return
    for match in _PROFILE.finditer(text):
        if not match["more"] and not _PAGES.match("/" + match["url"].split("://")[-1].partition("/")[2]):
            end = match.end("url") - (match["url"][-1] in ".-")
            yield context.finding(
                document.plain, match.start("url"), end, kind=Kind.SNS_ID, score=0.95, cue="profile-address"
            )
    for pattern in (_ANY_HOST, _SUBDOMAIN, _BLUESKY):
        for match in pattern.finditer(text):
            yield context.finding(document.plain, *match.span(), kind=Kind.SNS_ID, score=0.85, cue="profile-address")
