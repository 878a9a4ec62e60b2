import re
from html.parser import HTMLParser

from yosuga.capture.provenance import page

FACTS: dict[str, object] = {
    "verdict": "PARTIAL",
    "url": "https://example.com/<script>alert(1)</script>",
    "title": "架空の題 \u202egnp.exe </style><img src=x onerror=alert(1)>",
    "started": "2025-09-11T05:05:09.120000Z",
    "reasons": [{"code": "login-wall", "detail": "ログイン画面"}],
    "post": {
        "author_name": [{"value": "2025-09-11T05:05:09Z", "source": "json-ld:author"}],
        "times": {"shown": [{"text": "3時間前", "moment": None}], "from_id": None},
    },
    "artefacts": [{"name": f"{number}.png", "sha256": "ab" * 32} for number in range(300)],
    "timings": {"load": 1.25},
    "unforeseen": {"値": [1, True, None]},
}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def read(facts: dict[str, object]) -> tuple[str, Tags]:
    text = page(facts).decode("utf-8")
    tags = Tags()
    tags.feed(text)
    return text, tags


def test_nothing_a_page_said_becomes_markup() -> None:
    text, tags = read(FACTS)
    assert not tags.tags & {"script", "img", "a", "iframe", "link", "form"}
    assert not {name for name in tags.attributes if name.startswith("on")} | (tags.attributes & {"href", "src"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "\u202e" not in text


def test_a_browser_is_told_to_load_and_run_nothing() -> None:
    assert "default-src 'none'" in read(FACTS)[0]


def test_the_verdict_and_its_reasons_come_in_japanese_and_english() -> None:
    text, _ = read(FACTS)
    assert "一部を取得できました" in text
    assert "Partial" in text
    assert "login-wall" in text


def test_moments_are_shown_in_japanese_time_beside_utc() -> None:
    text, _ = read(FACTS)
    assert "2025年9月11日(木) 14時05分09秒（日本時間）" in text
    assert "2025-09-11T05:05:09.120000Z" in text


def test_what_the_page_itself_said_stays_as_it_said_it() -> None:
    assert "<span>2025-09-11T05:05:09Z</span> <small>json-ld:author</small>" in read(FACTS)[0]


def test_a_fact_without_a_place_of_its_own_is_printed_too() -> None:
    text, _ = read(FACTS)
    assert "unforeseen" in text
    assert "はい" in text


def test_a_long_list_is_cut_and_says_so() -> None:
    text, _ = read(FACTS)
    assert "ほか 100 件" in text
    assert len(re.findall(r"\d+\.png", text)) == 200


def test_a_page_without_facts_claims_nothing() -> None:
    text, _ = read({})
    assert "結果は記録されていません" in text
    assert "取得できました" not in text


def test_endless_nesting_and_odd_values_end() -> None:
    nested: dict[str, object] = {}
    for _ in range(100):
        nested = {"x": nested, "y": [nested]} if not nested else {"x": nested}
    text, _ = read({"odd": nested, "url": "\ud800" + "a" * 100_000, "started": "9999-12-31T23:59:59.999999Z"})
    assert len(text) < 100_000
