"""A letter on the terminal: what it asks for, what of it reaches whom, what holds it up, and its papers."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from yosuga.cli import destinations, show
from yosuga.cli import takedown_words as called
from yosuga.cli.takedown_shown import say
from yosuga.cli.words import _, in_language
from yosuga.documents.letter import Sheet
from yosuga.errors import AlreadyExists, NotFound
from yosuga.rules.takedown import leaking
from yosuga.rules.takedown.composing import Field
from yosuga.rules.takedown.gates import Gate, Level
from yosuga.rules.takedown.reaching import Audience, Reached
from yosuga.takedown.previews import Finished, Preview

_IN = "    "
_LEVELS = {Level.STOP: "✗", Level.PAUSE: "△", Level.TELL: "・"}


def preview(found: Preview) -> None:
    """Show a request before it is finished."""
    request = found.request
    show.prose(f"{found.followed.id} · {request.number} · {request.route} · {called.reason(request.reason)}")
    _section(_("Before it is sent"), rows=_gates(found.gates))
    _section(_("Questions before this request"), rows=_questions(found))
    asked = {one.id for one in found.questions}
    fields = [one for one in (found.composed.fields if found.composed else ()) if one.id not in asked]
    _section(_("What the letter says"), rows=_fields(fields, found=found))
    _section(_("What the copy for the poster covers"), rows=_covered(found))
    _section(_("What the post office would not take"), rows=_refused(found))
    _section(_("Who comes to see it"), rows=_reached(found.reach))
    if found.composed is not None and found.composed.text:
        _section(_("The text as it stands"), rows=found.composed.text.splitlines())
    show.line()
    _next(found)


def _next(found: Preview) -> None:
    held_up = found.held_up(over={})
    if held_up is None:
        show.prose(_("Nothing holds it up. `--finish -o DIR` makes the papers. Nothing is sent by us."))
        return
    if held_up.stops:
        show.prose(_("✗ stands in the way: {gates}").format(gates=" ".join(held_up.stops)))
    if held_up.missing:
        show.prose(_("Still missing: {fields}. Fill them in with --fill, or with --draft and --from.").format(
            fields=" ".join(held_up.missing)
        ))  # fmt: skip
    if held_up.leaks:
        show.prose(_("Personal data stands where others would read it: {fields}. Please take it out.").format(
            fields=" ".join(held_up.leaks)
        ))  # fmt: skip
    for gate in held_up.pauses:
        show.prose(_("To go on in spite of △: `--over {gate}=…` with your reason.").format(gate=gate))


def _section(title: str, *, rows: Iterator[str] | Sequence[str]) -> None:
    shown = list(rows)
    if shown:
        show.line()
        show.prose(f"■ {title}")
        for row in shown:
            show.prose(row)


def _gates(gates: Sequence[Gate]) -> Iterator[str]:
    for gate in gates:
        yield f"{_LEVELS[gate.level]} {say(gate.says)} [{gate.id}]"


def _questions(found: Preview) -> Iterator[str]:
    for one in found.questions:
        said = found.request.values.get(one.id, "")
        yield f"{one.id}: {said or _('(not answered yet)')}"
        yield f"{_IN}{say(one.asks)}"
        if not said:
            yield from (f"{_IN}{choice.id}  {say(choice.text)}" for choice in one.choices)


def _fields(fields: Sequence[Field], *, found: Preview) -> Iterator[str]:
    for one in fields:
        mark = _mark(one, found=found)
        yield f"{one.id}: {say(one.label)}" + (f" ({mark})" if mark else "")
        if one.value:
            chosen = next((say(choice.text) for choice in one.choices if choice.value == one.value), "")
            yield f"{_IN}{one.value}  {chosen}".rstrip()
        if one.id in found.missing:
            yield from (f"{_IN}{choice.value}  {say(choice.text)}" for choice in one.choices)


def _mark(field: Field, *, found: Preview) -> str:
    if field.id in found.leaks:
        return _("others would read it")
    if field.id in found.tells:
        return _("the poster may read it")
    return _("needed") if field.id in found.missing else ""


def _covered(found: Preview) -> Iterator[str]:
    """Yield the lines in which the second copy of a letter differs from the first."""
    papers = found.composed.letters if found.composed is not None else ()
    if len(papers) > 1:
        for line in leaking.difference(papers[0], papers[1]):
            if line.left != line.right:
                yield f"{line.label}: {line.left}".removeprefix(": ")
                yield f"{_IN}→ {line.right or _('(left out)')}"


def _refused(found: Preview) -> Iterator[str]:
    """Yield why a letter cannot go as content-certified mail yet: line and column count from 1."""
    for one in found.refusals:
        place = f"{one.line}:{one.column} " if one.line else ""
        yield f"✗ {place}{in_language(one.ja, en=one.en)}"


def _reached(reach: Sequence[Reached]) -> Iterator[str]:
    """Yield who sees what, those alike in one row: the fewer rows, the sooner the one that matters is seen."""
    between = in_language("、", en=", ")
    alike: dict[tuple[tuple[Audience, ...], str], list[str]] = {}
    for one in reach:
        alike.setdefault((one.who, say(one.why)), []).append(say(one.label))
    for (who, why), what in alike.items():
        yield f"{between.join(what)} → {between.join(map(_audience, who))}"
        yield f"{_IN}{why}"


def _audience(code: Audience) -> str:
    return {
        Audience.SERVICE: _("whoever it is sent to"),
        Audience.POSTER: _("the poster"),
        Audience.PUBLIC: _("everybody"),
        Audience.UNKNOWN: _("perhaps the poster (not known)"),
    }[code]


def finished(made: Finished, *, request: int, paths: Sequence[Path]) -> None:
    """Say what was made and where it lies."""
    show.prose(_("✓ {id}, request {number}: finished. Nothing was sent; you send it yourself.").format(
        id=made.followed.id, number=request
    ))  # fmt: skip
    if made.item:
        show.prose(_("The papers are kept as {item}.").format(item=made.item))
    for path in paths:
        show.line(f"{_IN}{path}")
    if paths:
        show.aside(_("The files in the folder are not encrypted. Please delete them when they are sent."))
    elif made.text:
        show.line()
        show.line(made.text)


def folder(path: Path) -> Path:
    """Return a folder for the papers; it may still have to be made. Raises NotFound, AlreadyExists, PlaceUnfit."""
    if path.exists() and not path.is_dir():
        raise AlreadyExists("-o")
    if not path.parent.is_dir():
        raise NotFound("-o")
    destinations.folder(path)  # before the papers are made
    return path


def write(sheets: Sequence[Sheet], *, into: Path) -> Sequence[Path]:
    """Write the papers for their owner alone, each as a new file; all or none. Raises AlreadyExists, OSError."""
    into.mkdir(mode=0o700, exist_ok=True)
    taken = [into / sheet.name for sheet in sheets if (into / sheet.name).exists()]
    if taken:
        raise AlreadyExists("-o")
    paths: list[Path] = []
    try:
        for sheet in sheets:
            path = into / sheet.name
            with path.open("xb") as file:
                paths.append(path)
                path.chmod(0o600)
                file.write(sheet.content)
    except OSError:
        for path in paths:  # half a letter must not be taken for a whole one
            path.unlink(missing_ok=True)
        raise
    return paths


def draft(found: Preview) -> str:
    """Return the fields as a YAML file to edit: what each is stands above it, what is known is left out."""
    import yaml

    lines = ["# " + _("Fill in after the colon. What is empty stays empty. Read it back with --from."), ""]
    values, asked = found.request.values, found.questions
    for one in asked:
        told = [say(one.asks), *(f"{choice.id}: {say(choice.text)}" for choice in one.choices)]
        lines += _entry(one.id, told=told, value=values.get(one.id, ""), dump=yaml.safe_dump)
    for field in found.composed.fields if found.composed else ():
        if not field.known and field.id not in {one.id for one in asked}:
            told = [_asked(field, found=found), *(f"{one.value}: {say(one.text)}" for one in field.choices)]
            lines += _entry(field.id, told=told, value=values.get(field.id, ""), dump=yaml.safe_dump)
    return "\n".join(lines) + "\n"


def _asked(field: Field, *, found: Preview) -> str:
    """Return what a field asks for, whether it is needed, and how to answer it."""
    label = say(field.label) + (f" ({_('needed')})" if field.id in found.missing else "")
    return f"{label}\n{say(field.hint)}" if field.hint is not None else label


def _entry(name: str, *, told: Sequence[str], value: str, dump: object) -> Sequence[str]:
    written = dump({name: value}, allow_unicode=True, default_style=None) if callable(dump) else ""
    comments = [f"# {line}" for text in told for line in text.splitlines()]
    return [*comments, str(written).rstrip("\n"), ""]


def wanted(found: Preview) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Yield what is to be asked for: its id, the question, and the answers to choose from, where there are such."""
    values = found.request.values
    asked = found.questions
    for one in asked:
        if not values.get(one.id):
            yield one.id, say(one.asks), {choice.id: say(choice.text) for choice in one.choices}
    for field in found.composed.fields if found.composed else ():
        if field.id in found.missing and field.id not in {one.id for one in asked}:
            yield field.id, _asked(field, found=found), {one.value: say(one.text) for one in field.choices}
