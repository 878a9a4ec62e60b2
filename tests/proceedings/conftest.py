import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.header import Header
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests import vaults
from tests.vaults import ACTOR, Vault
from yosuga.capture.base import Artefact, Order, Role, Shot, Verdict
from yosuga.cases import actions as cases
from yosuga.evidence import actions, capturing
from yosuga.tools import Tools

POST = "https://x.com/example_user/status/1965999999999999999"
PAGE = "https://sns.example.com/about"
THREAD = "https://greta.5ch.net/test/read.cgi/news4vip/1757500000/"
NAME = "架空 花子"  # the fictional name that must be nowhere in clear
MOMENT = datetime(2026, 11, 22, 5, 5, tzinfo=UTC)
SAID: Mapping[str, Mapping[str, object]] = {
    POST: {
        "author_name": [{"value": "あらし", "source": "json-ld:author"}],
        "author_account": [{"value": "example_user", "source": "url"}],
        "text": [{"value": f"{NAME}の住所は", "source": "meta:og:description"}],
        "times": {
            "shown": [
                {"text": "2025/09/11 13:00", "moment": "2025-09-11T04:00:00.000000Z", "source": "dom:time.shown"}
            ],
            "machine": [
                {"text": "", "moment": "2025-09-12T04:00:00.000000Z", "source": "json-ld:dateModified"},
                {"text": "", "moment": "2025-09-11T04:00:00.000000Z", "source": "json-ld:datePublished"},
            ],
        },
    }
}


def shot_of(url: str, *, verdict: Verdict = Verdict.COMPLETE) -> Shot:
    facts = {"url": url, "final_url": url, "finished": "2026-11-22T05:05:30.000000Z"}
    files = [
        ("capture.json", Role.DERIVED, "application/json", json.dumps(facts).encode()),
        ("metadata.json", Role.DERIVED, "application/json", json.dumps(SAID.get(url, {})).encode()),
        ("capture.wacz", Role.RAW, "application/wacz", b"an archive"),
        ("20261122_1405_x_全体_02.png", Role.RAW, "image/png", b"lower piece"),
        ("20261122_1405_x_全体_01.png", Role.RAW, "image/png", b"upper piece"),
        ("20261122_1405_x_途中_01.png", Role.RAW, "image/png", b"on the way"),
        ("text.txt", Role.RAW, "text/plain", "1 名無し\n本文".encode()),
    ]
    artefacts = [Artefact(name, role, kind, BytesIO(content)) for name, role, kind, content in files]
    return Shot(verdict, (), artefacts, url, url, "題" if url != PAGE else "", "x", MOMENT, MOMENT, {}, facts)


def capture(tools: Tools, url: str, *, verdict: Verdict = Verdict.COMPLETE) -> str:
    (job,) = capturing.order_captures([Order(url)], case="事件", actor=ACTOR, tools=tools)
    shot = shot_of(url, verdict=verdict)
    return capturing.keep_capture(shot, job=job, case="事件", actor=ACTOR, tools=tools).eid


def take_in(tools: Tools, path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return actions.import_file(path, kind=None, case="事件", actor=ACTOR, tools=tools).item.eid


MAIL = f"""From: {Header(NAME, "utf-8").encode()} <hanako@example.com>
To: desk@example.com
Subject: Houkoku
Date: Thu, 11 Sep 2025 14:05:00 +0900

Body
"""
TALK = "[LINE] 架空太郎とのトーク履歴\n保存日時：2025/09/11 14:05\n\n2025/09/10(水)\n10:00\t架空太郎\tこんにちは\n"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Vault:
    """A vault with a post taken twice, a page, a thread, a mail and a talk: E0001 to E0006."""
    folder = tmp_path_factory.mktemp("template")
    with django_db_blocker.unblock():
        made = vaults.make(folder / "vault")
        with made.opened() as tools:
            cases.open_case("事件", actor=ACTOR, tools=tools)
            for url in (POST, PAGE, POST + "?s=20", THREAD):
                capture(tools, url)
            take_in(tools, folder / "houkoku.eml", MAIL.encode())
            take_in(tools, folder / "talk.txt", TALK.encode())
    return made


@pytest.fixture
def vault(template: Vault, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Vault]:
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        yield template.copied_to(tmp_path / "vault")
        connection.close()
        connection.settings_dict["NAME"] = before


@pytest.fixture
def tools(vault: Vault) -> Iterator[Tools]:
    with vault.opened() as opened:
        yield opened
