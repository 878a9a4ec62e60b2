"""The URL grammars of the services, as data: host, path, query, and how the one spelling is written.

Carried over from the platform facts of 2026-11-22 with the corrections found while measuring; a test holds every
example of those facts against this table. Patterns are matched against the whole host and the whole path.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """One form of URL of one service.

    `query` are parameters that must be there, as `(parameter, group, pattern)`. `canonical` is filled from the groups;
    empty means the URL as it is, without tracking. `own_hosts` are hosts that are not an alias. Patterns are ASCII's
    and stay text until an address asks for them: all at once they took 10 ms of every start.
    """

    platform: str
    kind: str
    host: str
    path: str
    query: tuple[tuple[str, str, str], ...] = ()
    canonical: str = ""
    own_hosts: str = ""
    short: bool = False


def _g(
    platform: str,
    kind: str,
    host: str,
    path: str,
    canonical: str = "",
    *,
    query: Sequence[tuple[str, str, str]] = (),
    own: str = "",
) -> Grammar:
    return Grammar(
        platform=platform,
        kind=kind,
        host=host,
        path=path,
        query=tuple(query),
        canonical=canonical,
        own_hosts=own,
        short=kind in ("short", "share"),
    )


_REST = r"(?:/.*)?"
_X = (
    r"(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com"
    r"|(?:[a-z]{1,3}\.)?(?:fxtwitter|vxtwitter|fixupx|fixvx|twittpr)\.com|nitter\.[a-z0-9.-]+|xcancel\.com"
)
_X_USER = (
    r"(?P<user>(?!(?:i|home|search|settings|explore|notifications|messages|compose|intent|share|hashtag|login|signup"
    r"|tos|privacy|about|jobs|download)/?$)[A-Za-z0-9_]{1,15})"
)
_INSTAGRAM = r"(?:www\.|m\.)?(?:instagram|ddinstagram|kkinstagram)\.com|(?:www\.)?instagr\.am"
_INSTAGRAM_USER = (
    r"(?P<user>(?!(?:p|reel|reels|tv|stories|explore|accounts|direct|about|developer|legal|share)/?$)"
    r"[A-Za-z0-9_.]{1,30})"
)
# Eleven characters are the id; a private post's code goes on with a suffix, which belongs to the link.
_CODE = r"(?P<id>[A-Za-z0-9_-]{5,60})"
_FACEBOOK = r"(?:www\.|m\.|web\.|touch\.|mbasic\.|[a-z]{2}-[a-z]{2}\.)?(?:facebook|fb)\.com"
_FACEBOOK_USER = (
    r"(?P<user>(?!(?:groups|watch|events|pages|people|marketplace|help|login|share|sharer|reels?|photo|photos|videos"
    r"|stories|story|messages|gaming|notes|hashtag|policies|privacy|search|settings|public|business)/?$)[A-Za-z0-9.]{5,50})"
    r"(?<!\.php)"
)
_FB_ID = r"(?:pfbid[A-Za-z0-9]+|\d+)"
_TIKTOK = r"(?:www\.|m\.)?tiktok\.com"
_YOUTUBE = r"(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com"
_VIDEO = r"[A-Za-z0-9_-]{11}"
_BAKUSAI = r"(?:www\.|m\.|sp\.)?bakusai\.com"
_BOARD = r"(?P<board>[A-Za-z0-9_]+)"
_KEY = r"(?P<thread>\d{9,10})"
_LOG = r"/(?:dat|oyster/\d+|kako/(?:\d+/)*)/?(?P<thread>\d{9,10})\.(?:dat(?:\.gz)?|html)"  # of a whole thread
_RES = r"(?:/(?P<res>(?:\d+|l\d+|\d*-\d*)(?:,\d+(?:-\d*)?)*n?)?)?/?"

GRAMMARS: tuple[Grammar, ...] = (
    # ---- SNS
    _g("x", "post", _X, r"/i/(?:web/)?status/(?P<id>\d{1,19})" + _REST, "https://x.com/i/status/{id}", own="x.com"),
    _g("x", "post", _X, r"/(?P<user>[A-Za-z0-9_]{1,15})/status(?:es)?/(?P<id>\d{1,19})" + _REST,
       "https://x.com/i/status/{id}", own="x.com"),
    _g("x", "message", _X, r"/messages/(?P<id>[0-9-]+)" + _REST, "https://x.com/messages/{id}", own="x.com"),
    _g("x", "media", r"pbs\.twimg\.com", r"/media/(?P<id>[A-Za-z0-9_-]+)(?:\.[a-z]{3,4})?(?::[a-z]+)?",
       "https://pbs.twimg.com/media/{id}?format=jpg"),
    _g("x", "media", r"(?:pbs|video)\.twimg\.com", r"/.+"),
    _g("x", "account", _X, "/" + _X_USER + "/?", "https://x.com/{user}", own="x.com"),
    _g("instagram", "comment", _INSTAGRAM,
       r"/(?:[A-Za-z0-9_.]{1,30}/)?(?:p|reel|reels|tv)/(?P<thread>[A-Za-z0-9_-]{5,60})/c/(?P<id>\d+)" + _REST,
       "https://www.instagram.com/p/{thread}/c/{id}/", own="www.instagram.com"),
    _g("instagram", "message", _INSTAGRAM, r"/direct/t/(?P<id>\d+)" + _REST, "https://www.instagram.com/direct/t/{id}/",
       own="www.instagram.com"),
    _g("instagram", "post", _INSTAGRAM,
       r"/(?:(?P<user>[A-Za-z0-9_.]{1,30})/)?(?:p|reel|reels|tv)/" + _CODE + _REST,
       "https://www.instagram.com/p/{id}/", own="www.instagram.com"),
    _g("instagram", "highlight", _INSTAGRAM, r"/stories/highlights/(?P<id>\d+)" + _REST,
       "https://www.instagram.com/stories/highlights/{id}/", own="www.instagram.com"),
    _g("instagram", "story", _INSTAGRAM, r"/stories/(?P<user>[A-Za-z0-9_.]{1,30})/(?P<id>\d+)" + _REST,
       "https://www.instagram.com/stories/{user}/{id}/", own="www.instagram.com"),
    _g("instagram", "share", _INSTAGRAM, r"/share/(?:(?:p|reel)/)?(?P<code>[A-Za-z0-9_-]+)" + _REST,
       own="www.instagram.com"),
    _g("instagram", "account", _INSTAGRAM, "/" + _INSTAGRAM_USER + "/?", "https://www.instagram.com/{user}/",
       own="www.instagram.com"),
    _g("facebook", "post", _FACEBOOK, r"/groups/(?P<group>[^/]+)/(?:posts|permalink)/(?P<id>" + _FB_ID + ")" + _REST,
       "https://www.facebook.com/groups/{group}/posts/{id}", own="www.facebook.com"),
    _g("facebook", "post", _FACEBOOK, r"/(?P<user>[^/]+)/(?:posts|videos)/(?:[^/]+/)?(?P<id>" + _FB_ID + ")" + _REST,
       "https://www.facebook.com/{user}/posts/{id}", own="www.facebook.com"),
    _g("facebook", "post", _FACEBOOK, r"/reel/(?P<id>\d+)" + _REST, "https://www.facebook.com/reel/{id}",
       own="www.facebook.com"),
    _g("facebook", "post", _FACEBOOK, r"/(?:permalink|story)\.php",
       "https://www.facebook.com/permalink.php?story_fbid={id}&id={user}",
       query=[("story_fbid", "id", _FB_ID), ("id", "user", r"\d+")], own="www.facebook.com"),
    _g("facebook", "message", _FACEBOOK + r"|(?:www\.)?messenger\.com",
       r"/(?:messages/)?(?:e2ee/)?t/(?P<id>\d+)" + _REST,
       "https://www.facebook.com/messages/t/{id}", own="www.facebook.com"),
    _g("facebook", "photo", _FACEBOOK, r"/[^/]+/photos/(?:[^/]+/)*?(?P<id>\d+)/?",
       "https://www.facebook.com/photo/?fbid={id}", own="www.facebook.com"),
    _g("facebook", "photo", _FACEBOOK, r"/photo(?:\.php|/?)", "https://www.facebook.com/photo/?fbid={id}",
       query=[("fbid", "id", r"\d+")], own="www.facebook.com"),
    _g("facebook", "post", _FACEBOOK, r"/watch/?", "https://www.facebook.com/watch/?v={id}",
       query=[("v", "id", r"\d+")], own="www.facebook.com"),
    _g("facebook", "account", _FACEBOOK, r"/profile\.php", "https://www.facebook.com/profile.php?id={user}",
       query=[("id", "user", r"\d+")], own="www.facebook.com"),
    _g("facebook", "account", _FACEBOOK, r"/people/[^/]+/(?P<user>\d+)/?",
       "https://www.facebook.com/profile.php?id={user}", own="www.facebook.com"),
    _g("facebook", "account", _FACEBOOK, "/" + _FACEBOOK_USER + "/?", "https://www.facebook.com/{user}",
       own="www.facebook.com"),
    _g("facebook", "share", _FACEBOOK, r"/share/(?:[a-z]/)?(?P<code>[A-Za-z0-9_-]+)" + _REST, own="www.facebook.com"),
    _g("threads", "post", r"(?:www\.)?threads\.(?:net|com)", r"/@(?P<user>[A-Za-z0-9_.]{1,30})/post/" + _CODE + _REST,
       "https://www.threads.com/@{user}/post/{id}", own="www.threads.com"),
    _g("threads", "post", r"(?:www\.)?threads\.(?:net|com)", "/t/" + _CODE + _REST,
       "https://www.threads.com/t/{id}", own="www.threads.com"),
    _g("threads", "account", r"(?:www\.)?threads\.(?:net|com)", r"/@(?P<user>[A-Za-z0-9_.]{1,30})/?",
       "https://www.threads.com/@{user}", own="www.threads.com"),
    _g("bluesky", "post", r"bsky\.app",
       r"/profile/(?P<user>did:[a-z]+:[A-Za-z0-9._:%-]+|[A-Za-z0-9.-]+)/post/(?P<id>[2-7a-z]{13})" + _REST,
       "https://bsky.app/profile/{user}/post/{id}"),
    _g("bluesky", "account", r"bsky\.app", r"/profile/(?P<user>did:[a-z]+:[A-Za-z0-9._:%-]+|[A-Za-z0-9.-]+)/?",
       "https://bsky.app/profile/{user}"),
    _g("snapchat", "account", r"(?:www\.)?snapchat\.com", r"/(?:add/|@)(?P<user>[A-Za-z0-9._-]+)" + _REST,
       "https://www.snapchat.com/add/{user}"),
    _g("bereal", "account", r"bere\.al|bereal\.com", r"/(?P<user>[A-Za-z0-9._-]+)" + _REST, "https://bere.al/{user}",
       own="bere.al"),
    _g("pinterest", "post", r"(?:[a-z]{2,3}\.)?pinterest\.(?:com|jp|co\.[a-z]{2})",
       r"/pin/(?:[^/]*--(?=\d))?(?P<id>[A-Za-z0-9_-]+)" + _REST,
       "https://www.pinterest.com/pin/{id}/", own="www.pinterest.com"),
    _g("tumblr", "post", r"(?:www\.)?tumblr\.com", r"/(?:blog/view/)?(?P<user>[a-z0-9-]+)/(?P<id>\d+)" + _REST,
       "https://www.tumblr.com/{user}/{id}"),
    _g("tumblr", "post", r"(?P<user>(?!www\.)[a-z0-9-]+)\.tumblr\.com", r"/(?:post/)?(?P<id>\d+)" + _REST,
       "https://www.tumblr.com/{user}/{id}"),
    # ---- video and live
    _g("tiktok", "post", _TIKTOK, r"/@(?P<user>[A-Za-z0-9_.]{1,24})/(?:video|photo)/(?P<id>\d{15,20})" + _REST,
       "https://www.tiktok.com/@{user}/video/{id}", own="www.tiktok.com"),
    _g("tiktok", "short", r"(?:vt|vm)\.tiktok\.com", r"/(?P<code>[A-Za-z0-9]+)/?"),
    _g("tiktok", "short", _TIKTOK, r"/t/(?P<code>[A-Za-z0-9]+)/?"),
    _g("tiktok", "account", _TIKTOK, r"/@(?P<user>[A-Za-z0-9_.]{1,24})/?", "https://www.tiktok.com/@{user}",
       own="www.tiktok.com"),
    _g("youtube", "post", _YOUTUBE, r"/watch/?", "https://www.youtube.com/watch?v={id}", query=[("v", "id", _VIDEO)],
       own="www.youtube.com"),
    _g("youtube", "post", _YOUTUBE, r"/(?:shorts|live|embed)/(?P<id>" + _VIDEO + ")" + _REST,
       "https://www.youtube.com/watch?v={id}", own="www.youtube.com"),
    _g("youtube", "post", r"youtu\.be", r"/(?P<id>" + _VIDEO + ")/?", "https://www.youtube.com/watch?v={id}",
       own="www.youtube.com"),
    _g("youtube", "media", r"(?:i|i\d|img)\.(?:ytimg|youtube)\.com", r"/vi(?:_webp)?/(?P<thread>" + _VIDEO + r")/.+"),
    _g("youtube", "post", _YOUTUBE, r"/post/(?P<id>Ug[A-Za-z0-9_-]{10,60})/?", own="www.youtube.com"),
    _g("youtube", "account", _YOUTUBE, r"/(?P<user>channel/UC[A-Za-z0-9_-]{22}|@[^/]+|(?:c|user)/[^/]+)" + _REST,
       "https://www.youtube.com/{user}", own="www.youtube.com"),
    _g("niconico", "post", r"(?:www\.|sp\.)?nicovideo\.jp", r"/watch/(?P<id>(?:sm|so|nm)?\d+)" + _REST,
       "https://www.nicovideo.jp/watch/{id}", own="www.nicovideo.jp"),
    _g("niconico", "post", r"nico\.ms", r"/(?P<id>(?:sm|so|nm)?\d+)/?", "https://www.nicovideo.jp/watch/{id}",
       own="www.nicovideo.jp"),
    _g("niconico", "short", r"nico\.ms", r"/(?P<code>[a-z0-9]+)/?"),
    _g("twitcasting", "post", r"(?:ja\.)?twitcasting\.tv", r"/(?P<user>[A-Za-z0-9_:]+)/movie/(?P<id>\d+)" + _REST,
       "https://twitcasting.tv/{user}/movie/{id}", own="twitcasting.tv"),
    _g("pixiv", "post", r"(?:www\.)?pixiv\.net", r"/(?:en/)?artworks/(?P<id>\d+)" + _REST,
       "https://www.pixiv.net/artworks/{id}", own="www.pixiv.net"),
    _g("pixiv", "account", r"(?:www\.)?pixiv\.net", r"/(?:en/)?users/(?P<user>\d+)" + _REST,
       "https://www.pixiv.net/users/{user}", own="www.pixiv.net"),
    # ---- messengers
    _g("line", "invite", r"line\.me", r"/ti/g2/(?P<code>[A-Za-z0-9_-]+)/?", "https://line.me/ti/g2/{code}"),
    _g("line", "post", r"linevoom\.line\.me", r"/post/(?P<id>[A-Za-z0-9_-]+)" + _REST,
       "https://linevoom.line.me/post/{id}"),
    _g("discord", "post", r"(?:ptb\.|canary\.)?discord(?:app)?\.com",
       r"/channels/(?P<guild>\d{17,20}|@me)/(?P<channel>\d{17,20})/(?P<id>\d{17,20})" + _REST,
       "https://discord.com/channels/{guild}/{channel}/{id}", own="discord.com"),
    _g("discord", "invite", r"discord\.gg", r"/(?P<code>[A-Za-z0-9-]+)/?", "https://discord.gg/{code}"),
    _g("discord", "invite", r"discord\.com", r"/invite/(?P<code>[A-Za-z0-9-]+)/?", "https://discord.gg/{code}"),
    _g("telegram", "post", r"(?:t\.me|telegram\.me)", r"/c/(?P<group>\d+)/(?:\d+/)?(?P<id>\d+)/?",
       "https://t.me/c/{group}/{id}", own="t.me"),
    _g("telegram", "post", r"(?:t\.me|telegram\.me)", r"/(?:s/)?(?P<user>[A-Za-z0-9_]{4,32})/(?:\d+/)?(?P<id>\d+)/?",
       "https://t.me/{user}/{id}", own="t.me"),
    # ---- boards
    _g("5ch", "thread", r"itest\.(?:2ch\.net|5ch\.net|5ch\.io)", r"/test/read\.cgi/" + _BOARD + "/" + _KEY + _RES,
       "https://itest.5ch.io/test/read.cgi/{board}/{thread}/{res}", own="itest.5ch.io"),
    _g("5ch", "thread", r"itest\.(?:2ch\.net|5ch\.net|5ch\.io)",
       r"/(?P<server>[a-z0-9]+)/test/read\.cgi/" + _BOARD + "/" + _KEY + _RES,
       "https://{server}.5ch.io/test/read.cgi/{board}/{thread}/{res}"),
    _g("5ch", "thread", r"(?P<server>[a-z0-9]+)\.bbspink\.com", r"/test/read\.cgi/" + _BOARD + "/" + _KEY + _RES,
       "https://{server}.bbspink.com/test/read.cgi/{board}/{thread}/{res}"),
    _g("5ch", "thread", r"(?P<server>[a-z0-9]+)\.(?:2ch\.net|5ch\.net|5ch\.io)",
       r"/test/read\.cgi/" + _BOARD + "/" + _KEY + _RES,
       "https://{server}.5ch.io/test/read.cgi/{board}/{thread}/{res}"),
    _g("5ch", "thread", r"(?P<server>[a-z0-9]+)\.(?:2ch\.net|5ch\.net|5ch\.io)", "/" + _BOARD + _LOG,
       "https://{server}.5ch.io/test/read.cgi/{board}/{thread}/"),
    _g("2chsc", "thread", r"(?P<server>[a-z0-9]+)\.2ch\.sc", "/" + _BOARD + _LOG,
       "https://{server}.2ch.sc/test/read.cgi/{board}/{thread}/"),
    _g("2chsc", "thread", r"(?P<server>[a-z0-9]+)\.2ch\.sc", r"/test/read\.cgi/" + _BOARD + "/" + _KEY + _RES,
       "https://{server}.2ch.sc/test/read.cgi/{board}/{thread}/{res}"),
    _g("talk", "thread", r"talk\.jp", r"/boards/" + _BOARD + r"/(?P<thread>\d+)" + _RES,
       "https://talk.jp/boards/{board}/{thread}/{res}"),
    _g("shitaraba", "thread", r"jbbs\.(?:shitaraba\.net|livedoor\.jp)",
       r"/bbs/(?:lite/)?read(?:_archive)?\.cgi/(?P<category>[a-z]+)/(?P<board>\d+)/" + _KEY + _RES,
       "https://jbbs.shitaraba.net/bbs/read.cgi/{category}/{board}/{thread}/{res}", own="jbbs.shitaraba.net"),
    _g("shitaraba", "thread", r"jbbs\.(?:shitaraba\.net|livedoor\.jp)",
       r"/(?P<category>[a-z]+)/(?P<board>\d+)/storage/(?P<thread>\d{9,10})\.html",
       "https://jbbs.shitaraba.net/bbs/read.cgi/{category}/{board}/{thread}/", own="jbbs.shitaraba.net"),
    _g("hostlove", "thread", r"(?P<area>[a-z]+)\.hostlove\.com", r"/(?P<board>[a-z0-9_]+)/(?P<thread>\d{14})" + _RES,
       "https://{area}.hostlove.com/{board}/{thread}/{res}"),
    _g("bakusai", "post", _BAKUSAI, r"/thr_res_show/(?:[a-z]+=\d+/)*?tid=(?P<thread>\d+)/rid=(?P<id>\d+)" + _REST,
       own="bakusai.com"),
    _g("bakusai", "post", _BAKUSAI,
       r"/thr_res(?:_show)?/(?:[a-z]+=\d+/)*?tid=(?P<thread>\d+)/(?:[a-z]+=\d+/)*?rrid=(?P<id>\d+)" + _REST,
       own="bakusai.com"),
    _g("bakusai", "thread", _BAKUSAI,
       r"/thr_res/acode=(?P<acode>\d+)/ctgid=(?P<ctgid>\d+)/bid=(?P<bid>\d+)/tid=(?P<thread>\d+)" + _REST,
       "https://bakusai.com/thr_res/acode={acode}/ctgid={ctgid}/bid={bid}/tid={thread}/", own="bakusai.com"),
    _g("girlschannel", "thread", r"girlschannel\.net", r"/topics/(?P<thread>\d+)(?:/(?P<page>\d+))?/?",
       "https://girlschannel.net/topics/{thread}/{page}"),
    _g("girlschannel", "post", r"girlschannel\.net", r"/comment/(?P<thread>\d+)/(?P<id>\d+)/?",
       "https://girlschannel.net/comment/{thread}/{id}/"),
    _g("reddit", "post", r"(?:www\.|old\.|new\.|sh\.)?reddit\.com",
       r"/r/(?P<group>[A-Za-z0-9_]+)/comments/(?P<thread>[a-z0-9]+)(?:/[^/]*(?:/(?P<id>[a-z0-9]+))?)?/?",
       own="www.reddit.com"),
    _g("reddit", "post", r"redd\.it", r"/(?P<thread>[a-z0-9]+)/?", "https://www.reddit.com/comments/{thread}/",
       own="www.reddit.com"),
    _g("reddit", "post", r"(?:www\.|old\.|new\.|sh\.)?reddit\.com", r"/comments/(?P<thread>[a-z0-9]+)" + _REST,
       "https://www.reddit.com/comments/{thread}/", own="www.reddit.com"),
    _g("reddit", "share", r"(?:www\.)?reddit\.com", r"/r/[A-Za-z0-9_]+/s/(?P<code>[A-Za-z0-9]+)/?"),
    # ---- questions, news, reviews
    _g("yahoo_chiebukuro", "post", r"detail\.chiebukuro\.yahoo\.co\.jp", r"/qa/question_detail/q(?P<id>\d+)" + _REST,
       "https://detail.chiebukuro.yahoo.co.jp/qa/question_detail/q{id}"),
    _g("yahoo_news_comment", "comments", r"news\.yahoo\.co\.jp",
       r"/(?:articles|profile/(?:news/)?comments)/(?P<id>[0-9a-f-]{20,60})(?:/comments)?" + _REST),
    _g("openwork", "company", r"(?:www\.)?openwork\.jp", r"/company(?:_answer)?\.php",
       "https://www.openwork.jp/company.php?m_id={id}", query=[("m_id", "id", r"[A-Za-z0-9]+")],
       own="www.openwork.jp"),
    _g("jobtalk", "company", r"jobtalk\.jp", r"/compan(?:y|ies)/(?P<id>\d+)" + _REST),
    # ---- blogs
    _g("ameba", "post", r"(?:www\.)?ameblo\.jp|s\.ameblo\.jp",
       r"/(?P<user>[A-Za-z0-9_-]+)/(?:amp-)?entry-(?P<id>\d+)\.html",
       "https://ameblo.jp/{user}/entry-{id}.html", own="ameblo.jp"),
    _g("ameba", "account", r"(?:www\.)?ameblo\.jp|s\.ameblo\.jp", r"/(?P<user>[A-Za-z0-9_-]+)/?",
       "https://ameblo.jp/{user}/", own="ameblo.jp"),
    _g("fc2", "post", r"(?P<user>[a-z0-9_-]+)\.blog\d*\.fc2\.com", r"/blog-entry-(?P<id>\d+)\.html",
       "https://{user}.blog.fc2.com/blog-entry-{id}.html"),
    _g("note", "post", r"note\.(?:com|mu)", r"/(?P<user>[A-Za-z0-9_]+)/n/(?P<id>n[0-9a-f]{12})" + _REST,
       "https://note.com/{user}/n/{id}"),
    _g("hatena", "post", r"(?P<user>[a-z0-9-]+)\.(?:hatenablog\.(?:com|jp)|hateblo\.jp|hatenadiary\.(?:com|jp|org))",
       r"/entry/(?P<entry>.+)"),
    _g("hatena", "anonymous", r"anond\.hatelabo\.jp", r"/(?P<id>\d{14})/?", "https://anond.hatelabo.jp/{id}"),
    _g("hatena", "comment", r"b\.hatena\.ne\.jp", r"/entry/(?P<thread>\d+)/comment/(?P<user>[A-Za-z0-9_-]+)/?",
       "https://b.hatena.ne.jp/entry/{thread}/comment/{user}"),
    _g("hatena", "bookmark", r"b\.hatena\.ne\.jp", r"/entry/(?P<entry>.+)"),
    _g("livedoor_blog", "post", r"blog\.livedoor\.jp", r"/(?P<user>[A-Za-z0-9_-]+)/archives/(?P<id>\d+)\.html"),
    _g("livedoor_blog", "post", r"(?P<user>[a-z0-9-]+)\.(?:blog\.jp|livedoor\.blog|doorblog\.jp)",
       r"/archives/(?P<id>\d+)\.html"),
    _g("seesaa", "post", r"(?P<user>[a-z0-9-]+)\.(?:up\.)?seesaa\.net", r"/article/(?P<id>[A-Za-z0-9]+)\.html"),
    # ---- search, maps, archives
    _g("google_search", "search", r"(?:www\.)?google\.(?:com|co\.jp)", r"/search", query=[("q", "query", r".+")]),
    _g("bing", "search", r"(?:www\.)?bing\.com", r"/search", query=[("q", "query", r".+")]),
    _g("yahoo_search", "search", r"search\.yahoo\.co\.jp", r"/search", query=[("p", "query", r".+")]),
    _g("google_search", "cache", r"webcache\.googleusercontent\.com", r"/search", query=[("q", "query", r"cache:.+")]),
    _g("bing", "cache", r"cc\.bingj\.com", r"/cache\.aspx"),
    _g("google_maps", "short", r"maps\.app\.goo\.gl", r"/(?P<code>[A-Za-z0-9]+)/?"),
    _g("google_maps", "short", r"goo\.gl", r"/maps/(?P<code>[A-Za-z0-9]+)/?"),
    _g("google_maps", "review", r"(?:www\.)?google\.(?:com|co\.jp)", r"/maps/.+"),
    _g("wayback", "snapshot", r"web\.archive\.org", r"/web/(?P<id>\d{4,14})(?:[a-z]{2}_)?/(?P<target>.+)"),
    _g("archive_today", "snapshot", r"archive\.(?:today|is|ph|md|vn|li|fo)", r"/(?:wip/)?(?P<id>[A-Za-z0-9]{4,6})/?",
       "https://archive.today/{id}", own="archive.today"),
    _g("archive_today", "snapshot", r"archive\.(?:today|is|ph|md|vn|li|fo)",
       r"/(?:(?P<stamp>\d{14})/)?(?:(?P<id>[A-Za-z0-9]{4,6})|(?P<target>https?://.+))", own="archive.today"),
    _g("gyotaku", "snapshot", r"megalodon\.jp", r"/(?:ref/)?(?P<id>\d{4}-\d{4}-\d{4}(?:-\d{2})?)/(?P<target>.+)"),
    # ---- boards that nobody listed: the script that shows a thread names it the same way everywhere
    _g("web", "thread", r".+", r"/test/read\.cgi/" + _BOARD + "/" + _KEY + _RES),
    # ---- services that run on anyone's host: last, because their paths are all they have
    _g("mastodon", "post", r"(?P<server>[a-z0-9-]+(?:\.[a-z0-9-]+)+)",
       r"/@(?P<user>[A-Za-z0-9_]+(?:@[a-z0-9.-]+)?)/(?P<id>\d{15,20})/?", "https://{server}/@{user}/{id}"),
    _g("mastodon", "post", r"(?P<server>[a-z0-9-]+(?:\.[a-z0-9-]+)+)",
       r"/(?:users|web)/(?:@)?(?P<user>[A-Za-z0-9_]+(?:@[a-z0-9.-]+)?)/(?:statuses/)?(?P<id>\d{15,20})/?",
       "https://{server}/@{user}/{id}"),
    _g("misskey", "post", r"(?P<server>[a-z0-9-]+(?:\.[a-z0-9-]+)+)",
       r"/notes/(?P<id>[a-z0-9]{10}|[a-z0-9]{16}|[a-f0-9]{24}|g[a-f0-9]{23}|[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26})/?",
       "https://{server}/notes/{id}"),
)  # fmt: skip
