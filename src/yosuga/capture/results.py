"""From what was taken to what is kept: names, roles, the archive, `capture.json`, the page of provenance."""

import hashlib
import json
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from yosuga.capture.archive import redact, wacz
from yosuga.capture.archive.signer import AnonymousSigner
from yosuga.capture.base import Artefact, Role, Shot
from yosuga.capture.browser.fetching import File
from yosuga.capture.exchange import Exchange, PageText
from yosuga.capture.facts import SOFTWARE, Session, facts, title
from yosuga.capture.judging import type_of
from yosuga.capture.post import page as post_page
from yosuga.capture.post.place import Place
from yosuga.capture.post.urls import recognise
from yosuga.capture.scratch import holding
from yosuga.clock import JST
from yosuga.text import file_title

_MOST_MEDIA_FILES = 300
_SMALL_PICTURE = 4 * 2**10  # icons and tracking pixels stay in the archive only
_MEDIA_KINDS = ("image/", "video/", "audio/")


def shot(session: Session) -> Shot:
    """Return the finished capture with all its files. Takes tenths of a second; needs no browser any more."""
    place = recognise(session.url)
    final = _final_url(session)
    post = post_page.read(session.taken.post, place=place, final_url=final)
    stem = _stem(session, place)
    artefacts = list(_pictures(session, stem=stem))
    artefacts += _words(session)
    artefacts += _archive(session, text=_whole_text(session))
    artefacts += _media(session)
    artefacts += _certificates(session)
    said = json.dumps(post.as_json(), ensure_ascii=False, indent=1).encode("utf-8", "replace")
    artefacts.append(_derived("metadata.json", said, "application/json"))
    said_of_it = facts(session, place=place, final=final, post=post.as_json(), artefacts=artefacts)
    artefacts += _papers(said_of_it)
    return Shot(
        verdict=session.judgement.verdict,
        reasons=tuple(session.judgement.reasons),
        artefacts=tuple(artefacts),
        url=session.order.url,
        final_url=final,
        title=title(session),
        platform=place.platform,
        started=session.started.wall,
        finished=session.finished.wall,
        timings=dict(session.taken.timings),
        facts=said_of_it,
    )


def _final_url(session: Session) -> str:
    taken, document = session.taken, session.judgement.document
    for look in (taken.last, taken.before, taken.first):
        if look.url.startswith(("http://", "https://")):
            return look.url
    return document.url if document is not None and document.url else session.url


def _stem(session: Session, place: Place) -> str:
    """Return `20250911_1405_x_1349794411333394432`: Japan time, service, post; the host where no service is known."""
    moment = session.started.wall.astimezone(JST)
    try:
        host = urlsplit(place.canonical).hostname or ""
    except ValueError:
        host = ""
    return file_title(f"{moment:%Y%m%d_%H%M}_{place.platform}_{place.label or host}".rstrip("_"), most=38)


def _raw(name: str, content: bytes, media_type: str) -> Artefact:
    return Artefact(name=name, role=Role.RAW, media_type=media_type, body=holding(content))


def _derived(name: str, content: bytes, media_type: str) -> Artefact:
    return Artefact(name=name, role=Role.DERIVED, media_type=media_type, body=holding(content))


def _pictures(session: Session, *, stem: str) -> list[Artefact]:
    taken = session.taken
    made = []
    if len(taken.pieces) == 1:
        made.append(_raw(f"{stem}_全体.png", taken.pieces[0], "image/png"))
    else:
        made += [_raw(f"{stem}_全体_{n:02}.png", piece, "image/png") for n, piece in enumerate(taken.pieces, 1)]
    if taken.early:
        made.append(_raw(f"{stem}_初期表示.png", taken.early, "image/png"))
    made += [_raw(f"{stem}_途中_{n:02}.png", tile, "image/png") for n, tile in enumerate(taken.way.tiles, 1)]
    if taken.pdf:
        made.append(_raw(f"{stem}_画面.pdf", taken.pdf, "application/pdf"))
    film = session.film()
    if film is not None:
        made.append(Artefact(name="video_capture.mp4", role=Role.RAW, media_type="video/mp4", body=film))
    return made


def _whole_text(session: Session) -> str:
    """Return the words of the page; of a virtualised feed, all that were on the screen on the way down."""
    taken = session.taken
    last = taken.last.text or taken.before.text or taken.first.text
    shown = set(last.splitlines())
    further = [line for line in taken.way.lines if line not in shown]
    return "\n".join([last, *further]) if further else last


def _words(session: Session) -> list[Artefact]:
    taken = session.taken
    made = []
    if taken.mhtml:
        made.append(_raw("page.mhtml", taken.mhtml, "multipart/related"))
    if taken.dom:
        made.append(_raw("dom.html", taken.dom, "text/html"))
    text = _whole_text(session)
    if text:
        made.append(_raw("text.txt", text.encode("utf-8", "replace"), "text/plain"))
    if taken.first.text and taken.first.text != taken.last.text:
        made.append(_raw("text_first.txt", taken.first.text.encode("utf-8", "replace"), "text/plain"))
    return made


def _archive(session: Session, *, text: str) -> list[Artefact]:
    """Return the web archive without secrets, and for the vault alone what was taken out of it."""
    if not session.exchanges:
        return []
    cleaned, withheld = redact.redact(session.exchanges)
    page = PageText(
        url=_final_url(session).partition("#")[0], title=title(session), moment=session.started.wall, text=text
    )
    archive = wacz.write_wacz(
        exchanges=cleaned,
        sockets=session.sockets,
        pages=[page],
        extra=[_view(session, page.url)] if session.taken.early else [],
        software=SOFTWARE,
        created=session.finished.wall,
        signer=AnonymousSigner.fresh(),
    )
    return [
        Artefact(name="capture.wacz", role=Role.RAW, media_type="application/wacz", body=archive),
        Artefact(name="withheld-headers.json", role=Role.VAULT, media_type="application/json", body=holding(withheld)),
    ]


def _view(session: Session, url: str) -> Exchange:
    return Exchange(
        url=f"urn:view:{url}",
        method="GET",
        request_headers=(),
        request_body=b"",
        status=200,
        reason="",
        protocol="",
        response_headers=(("Content-Type", "image/png"),),
        body=session.taken.early,
        ip="",
        started=session.started.wall,
        kind="resource",
    )


def _media(session: Session) -> list[Artefact]:
    """Return pictures, video and sound as files of their own, and a document that is itself no page."""
    found: dict[str, Artefact] = {}
    document = session.judgement.document
    if (
        document is not None
        and document.whole_body
        and session.taken.before.kind not in {"text/html", "application/xhtml+xml"}
    ):
        _add(found, document.url, document.whole_body, type_of(document) or "application/octet-stream")
    icon = session.taken.favicon
    for file in [*session.taken.media, *([icon] if icon and _file_type(icon).startswith("image/") else [])]:
        if file.body and not file.error and file.status < 400:
            _add(found, file.url, file.body, _file_type(file), name="favicon" if file is icon else "")
    for one in session.exchanges:
        kind = {name.lower(): value for name, value in one.response_headers}.get("content-type", "")
        if one.status == 200 and kind.startswith(_MEDIA_KINDS) and len(one.body) >= _SMALL_PICTURE:
            _add(found, one.url, one.body, kind)
    return list(found.values())[:_MOST_MEDIA_FILES]


def _add(found: dict[str, Artefact], url: str, body: bytes, kind: str, *, name: str = "") -> None:
    digest = hashlib.sha256(body).hexdigest()
    media_type = kind.partition(";")[0].strip().lower() or "application/octet-stream"
    tail = unquote(url.partition("?")[0].partition("#")[0].rstrip("/").rsplit("/", 1)[-1])
    title = file_title(tail[-30:], most=30, otherwise="file")
    path = f"{name}.{title.rpartition('.')[2][:5] or 'ico'}" if name else f"media/{digest[:12]}_{title}"
    if digest not in found:
        found[digest] = Artefact(name=path, role=Role.RAW, media_type=media_type, body=holding(body))


def _file_type(file: File) -> str:
    return next((value for name, value in file.headers if name.lower() == "content-type"), "")


def _certificates(session: Session) -> list[Artefact]:
    made = []
    for origin, chain in session.taken.certificates.items():
        pem = "".join(
            "-----BEGIN CERTIFICATE-----\n"
            + "".join(f"{one[at : at + 64]}\n" for at in range(0, len(one), 64))
            + "-----END CERTIFICATE-----\n"
            for one in chain
        )
        host = file_title(origin.partition("://")[2].replace(":", "_"), most=80)
        made.append(_raw(f"tls/{host}.pem", pem.encode("ascii", "replace"), "application/x-pem-file"))
    return made


def _papers(said: Mapping[str, object]) -> list[Artefact]:
    from yosuga.capture import provenance

    content = json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    return [
        _derived("provenance.html", provenance.page(said), "text/html"),
        _derived("capture.json", content, "application/json"),
    ]
