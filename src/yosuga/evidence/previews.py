"""A small picture of an item for the screen, drawn anew from its pixels; veiled until a person asks to see it."""

import atexit
from collections.abc import Sequence
from enum import StrEnum

from yosuga.actor import Actor
from yosuga.cases.access import case_for
from yosuga.custody import naming
from yosuga.custody.records import FileEntry, FileRole
from yosuga.documents.drawing import Drawer
from yosuga.evidence import keeping, looking
from yosuga.evidence.models import Item
from yosuga.tools import Tools

_FIRST_VIEW, _WHOLE = "_初期表示.png", "_全体"
_LIST, _PAGE = (240, 320), (720, 1080)
_MOST_BYTES = 96 << 20
_FORMS = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_DRAWER = Drawer()
atexit.register(_DRAWER.close)


class Size(StrEnum):
    """How a preview is shown: a blur that tells nothing, a small one in a list, a larger one on the item's page."""

    VEILED = "veiled"
    LIST = "list"
    PAGE = "page"


def with_picture(eids: Sequence[str], *, case: str, actor: Actor, tools: Tools) -> set[str]:
    """Return which of the items have a picture to show. Two look-ups, whatever their number."""
    opened = case_for(case, actor=actor, tools=tools)
    numbers = [naming.item_number(eid) for eid in eids]
    rows = Item.objects.filter(case_id=opened.id, number__in=numbers, erased=False).prefetch_related("blobs")
    items = [keeping.open_item(opened, row) for row in rows]
    return {item.eid for item in items if _shown([file for _, file in keeping.files_of(item)])}


def preview(eid: str, *, size: Size, case: str, actor: Actor, tools: Tools) -> bytes:
    """Return the item's picture as a JPEG without any of the file's own data; empty where there is none to show.

    Raises NotFound, KeyErased, BlobMissing, BlobDamaged.
    """
    opened = case_for(case, actor=actor, tools=tools)
    item = keeping.open_item(opened, keeping.row_of(eid, case=opened))
    shown = _shown([file for _, file in keeping.files_of(item)])
    if shown is None or shown.size > _MOST_BYTES:
        return b""
    _, body = looking.open_file(item.eid, shown.name, case=opened.id, actor=actor, tools=tools)
    with body:
        content = body.read()
    width, height = _PAGE if size is Size.PAGE else _LIST
    return _DRAWER.drawn(content, width=width, height=height, veiled=size is Size.VEILED)


def _shown(files: Sequence[FileEntry]) -> FileEntry | None:
    """Return the picture that stands for the item: a page's first view, its whole picture, or the imported picture."""
    pictures = [one for one in files if one.media_type in _FORMS and one.role is FileRole.RAW]
    for ending in (_FIRST_VIEW, _WHOLE):
        for one in pictures:
            if ending in one.name:
                return one
    return pictures[0] if pictures else None
