"""Sets the court papers: head, rows and foot that all of them share, as values for `court.typ`."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from yosuga.clock import JST
from yosuga.documents.court import Heading
from yosuga.documents.court_text import era_words, one_line_pieces, visible
from yosuga.documents.typesetting import typeset

DRAFT = (
    "この書面は、ソフトウェアが記録から作った下書きです。ご本人または代理人の弁護士が内容を確かめてお使いください。"
    "法律上の助言ではありません（弁護士法72条）。"
)
PRINTED = (
    "この書面は、ソフトウェアが記録から作ったものです。ご本人または代理人の弁護士が内容を確かめてお使いください。"
    "法律上の助言ではありません（弁護士法72条）。"
)
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # PDF/A wants a date; a paper whose date is left blank gets this one


def court_pdf(template: str, data: Mapping[str, object], *, title: str, heading: Heading) -> bytes:
    """Return the paper of `template`, whose date within the file is that of the heading (midnight in Japan).

    Raises FontMissing, TypesettingFailed.
    """
    values = {"title": title, "case": visible(heading.case), "note": DRAFT, "head": head_of(heading), **data}
    return typeset(template, values, title=title, made=made_at(heading))


def made_at(heading: Heading) -> datetime:
    """Return the moment a file of this heading carries."""
    return datetime.combine(heading.date, time(), tzinfo=JST) if heading.date else _NO_DATE


def head_of(heading: Heading) -> dict[str, object]:
    """Return the head's lines; an empty one is left blank on paper."""
    return {
        "case_number": one_line_pieces(heading.case_number),
        "case_name": one_line_pieces(heading.case_name),
        "plaintiff": one_line_pieces(heading.plaintiff),
        "defendant": one_line_pieces(heading.defendant),
        "court": one_line_pieces(heading.court),
        "author": one_line_pieces(heading.author),
        "date": era_words(heading.date) if heading.date else "",
    }
