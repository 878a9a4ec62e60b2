"""Which parts of an address name nothing and which name the post itself, as data: parameters, anchors, short links."""

import re

# Links that say nothing until they are followed. Where they lead is recorded from the redirects, never guessed.
SHORTENERS = frozenset(
    {
        "a.co", "amba.to", "amzn.asia", "amzn.to", "bit.ly", "buff.ly", "cutt.ly", "dlvr.it", "fb.me", "fb.watch",
        "g.co", "goo.gl", "htn.to", "ig.me", "instagr.am", "is.gd", "j.mp", "lin.ee", "lnkd.in", "onl.bz", "onl.la",
        "onl.sc", "onl.tw", "ow.ly", "pin.it", "r10.to", "rb.gy", "redd.it", "t.co", "t.ly",
        "t.snapchat.com", "tinyurl.com", "tmblr.co", "ux.nu", "v.gd", "wp.me", "x.gd",
        "00m.in", "bit.do", "ift.tt", "lnky.jp", "me2.do", "naver.me", "p.tl", "share.google", "shorturl.at", "t.cn",
        "tiny.cc", "trib.al", "u0u0.net", "u0u1.net", "ur0.work", "urx.space", "urx3.nu",
    }
)  # fmt: skip

# Parameters that follow the visitor around and name no content, on any site.
TRACKING = re.compile(
    r"utm_.*|mtm_.*|pk_(?:campaign|kwd|source|medium|content|cid)|piwik_.*|hsa_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid"
    r"|gad_source|gad_campaignid|msclkid|yclid|twclid|ttclid|li_fat_id|epik|dicbo|igsh|igshid|ig_rid|mibextid|sfnsn"
    r"|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mkt_tok|ref_src|ref_url|srsltid|vero_id|oly_(?:enc|anon)_id|_openstat|wickedid"
    r"|__cft__.*|__tn__|__xts__.*|__twitter_impression|fb_(?:action.*|source|ref)|action_(?:object|type|ref)_map|ftag"
    r"|guccounter|guce_referrer.*|cmpid|ncid|spm|scm|s_cid|s_kwcid|ef_id|wt[._]mc(?:_id)?|xtor|ns_(?:mchannel|source"
    r"|campaign|linkname|fee)|at_(?:medium|campaign|custom\d?|link_.*|ptr_.*)|mkevt|mkcid|mkrid|campid|trackingid"
    r"|_branch_(?:match_id|referrer)|_x_tr_.*|share_source.*|yj_r|amp|openexternalbrowser|openinappbrowser",
    re.ASCII | re.IGNORECASE,
)
# The same on one service alone.
TRACKING_OF = {
    "x": re.compile(r"s|t|cxt|lang|tag"),
    "youtube": re.compile(r"si|feature|pp|ab_channel|app"),
    "tiktok": re.compile(r"_r|_t|is_.*|sender_.*|share_.*|lang|refer|referer_.*|web_id"),
    "threads": re.compile(r"xmt|slof"),
    "instagram": re.compile(r"hl|img_index|utm.*|ig_.*"),
    "facebook": re.compile(r"mibextid|rdid|share_url|locale|sfnsn|paipv|eav|_rdr|_rdc"),
    "reddit": re.compile(r"share_id|rdt|context"),
    "yahoo_news_comment": re.compile(r"source|page"),
    "google_maps": re.compile(r"entry|g_ep|g_st|ucbcb|skid|hl|gl|authuser|coh|shorturl|rclk"),
    # A search is what was searched for, where and from which result on; the rest is about the one who searched.
    "google_search": re.compile(r"(?!(?:q|tbm|udm|start)$).+", re.DOTALL),
    "bing": re.compile(r"(?!(?:q|first|d|url|mkt|u|w)$).+", re.DOTALL),
    "yahoo_search": re.compile(r"(?!(?:p|b)$).+", re.DOTALL),
}

# One comment under a post has no path of its own here: a parameter names it. The innermost comes first.
COMMENTS = {"youtube": ("lc",), "telegram": ("comment",), "facebook": ("reply_comment_id", "comment_id")}
COMMENT_ID = re.compile(r"[A-Za-z0-9_.=-]{1,160}")

# What follows an archive's own part is the address that was archived, with all its parameters.
UNTOUCHED = frozenset({"wayback", "archive_today", "gyotaku"})

# `#!/…` and `#/…` are how single-page sites name a page, `#comment-12` names one of many posts on a page. Any other
# anchor is a place within it, and `#:~:text=` repeats the words that somebody marked.
ANCHOR = re.compile(
    r"[!/].*|(?:comments?|c|p|post|res|r|reply|re|no|msg|message|answer|a|id|div-comment|post-)?[-_=]?\d{1,19}",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)

# One post of a thread whose address is otherwise that of the thread.
POST_ANCHOR = re.compile(r"(?:comment|res|post|r|p)[-_=]?\d{1,9}", re.ASCII)
