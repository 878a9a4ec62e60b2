"""`yosuga takedown routes|letter|sender`: the ways there are, a request from draft to papers, and who signs."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path

from yosuga.cli import asking, destinations, door, show, streams
from yosuga.cli import takedown_reading as reading
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.errors import AlreadyExists, NotFound
from yosuga.rules.reading import refuse_numbers
from yosuga.rules.takedown import course
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.sender import Sender
from yosuga.tools import Tools

_STREAM = "-"


def routes(arguments: argparse.Namespace) -> int:
    """Show the ways to ask for one target."""
    number = reading.number(arguments.target)
    with door.open_vault() as tools:
        from yosuga.cli import takedown_json, takedown_shown
        from yosuga.takedown import asking as actions

        case = door.the_case(arguments.case, tools=tools)
        reason, sender = _why_and_who(arguments, case=case, tools=tools)
        found = actions.routes(number, reason=reason, sender=sender, case=case, actor=door.ACTOR, tools=tools)
        if arguments.json:
            show.data(takedown_json.routes(number, offers=found))
        else:
            takedown_shown.routes(found, number=number)
    return 0


def letter(arguments: argparse.Namespace) -> int:
    """Begin a request or go on with one: fill it in, show it, or make its papers."""
    number, values = reading.number(arguments.target), _given(arguments)
    over = reading.pairs(arguments.over, option="--over")
    if arguments.finish and not arguments.output and not arguments.json:
        raise WrongUse(_("Please say where the papers go: --finish -o DIR"), command=reading.COMMAND)
    with door.open_vault() as tools:
        from yosuga.takedown import asking as actions

        case = door.the_case(arguments.case, tools=tools)
        request = _begun(number, arguments=arguments, case=case, tools=tools)
        if values:
            actions.fill(number, request=request, values=values, case=case, actor=door.ACTOR, tools=tools)
        if arguments.fill:
            _ask(number, request=request, case=case, tools=tools)
        if arguments.finish:
            _finish(number, request=request, over=over, arguments=arguments, case=case, tools=tools)
        else:
            _show(number, request=request, arguments=arguments, case=case, tools=tools)
    return 0


def sender(arguments: argparse.Namespace) -> int:
    """Show who signs, or keep what was given."""
    values = _given(arguments)
    with door.open_vault() as tools:
        from yosuga.takedown import adding, telling

        case = door.the_case(arguments.case, tools=tools)
        kept = adding.sender(case=case, actor=door.ACTOR, tools=tools)
        if arguments.fill:
            values = {**values, **_asked_of(kept)}
        if values:
            kept = adding.keep_sender(_with(kept, values=values), case=case, actor=door.ACTOR, tools=tools)
        if arguments.json:
            show.data(telling.sender_json(kept))
        else:
            _tell_sender(kept, kept=bool(values))
    return 0


def _given(arguments: argparse.Namespace) -> Mapping[str, str]:
    """Return what was given by --from and --set, the latter over the former."""
    values = dict(reading.from_file(arguments.source)) if arguments.source else {}
    if arguments.set:
        show.aside(_("What is typed after --set stays in your shell's history. --from FILE and --fill leave none."))
        values.update(reading.pairs(arguments.set, option="--set"))
    return values


def _begun(number: int, *, arguments: argparse.Namespace, case: str, tools: Tools) -> int:
    """Return the request that is meant: the named one, a draft by this way, or one that is begun now."""
    from yosuga.takedown import asking as actions
    from yosuga.takedown import boards

    followed = boards.detail(number, case=case, actor=door.ACTOR, tools=tools).followed
    if arguments.request:
        if followed.request(arguments.request) is None:
            raise NotFound("request")
        return int(arguments.request)
    drafts = [one for one in followed.requests if course.editable(one) and _is_meant(one, arguments=arguments)]
    if drafts:
        return drafts[-1].number
    if not arguments.route:
        raise WrongUse(_("Please name the way: --route ROUTE. `yosuga takedown routes T0001` lists them."),
                       command=reading.COMMAND)  # fmt: skip
    reason, sender = _why_and_who(arguments, case=case, tools=tools)
    made = actions.draft(
        number,
        route=arguments.route,
        reason=reason,
        sender=sender,
        letter=arguments.letter,
        language=arguments.language,
        case=case,
        actor=door.ACTOR,
        tools=tools,
    )
    return made.requests[-1].number


def _is_meant(request: Request, *, arguments: argparse.Namespace) -> bool:
    pairs = (
        (arguments.route, request.route),
        (arguments.reason, request.reason.value),
        (arguments.sender, request.sender.value),
        (arguments.letter, request.letter),
        (arguments.language, request.language),
    )
    return all(said in {"", known} for said, known in pairs)


def _why_and_who(arguments: argparse.Namespace, *, case: str, tools: Tools) -> tuple[Reason, Requester]:
    """Return the reason, privacy where none was named, and in whose name: that of who signs where none was named."""
    from yosuga.takedown import adding

    signs = adding.sender(case=case, actor=door.ACTOR, tools=tools).acting
    return Reason(arguments.reason or Reason.PRIVACY), Requester(arguments.sender or signs)


def _ask(number: int, *, request: int, case: str, tools: Tools) -> None:
    """Ask for what is missing, one thing at a time; what was answered is kept also when the rest is left."""
    from yosuga.cli import takedown_letter
    from yosuga.takedown import asking as actions

    found = actions.preview(number, request=request, case=case, actor=door.ACTOR, tools=tools)
    values = {}
    try:
        for name, question, choices in takedown_letter.wanted(found):
            if answer := _answer(question, choices=choices):
                values[name] = answer
    except asking.Stopped:
        show.aside(_("Stopped. What was answered is kept."))
    if values:
        actions.fill(number, request=request, values=values, case=case, actor=door.ACTOR, tools=tools)


def _answer(question: str, *, choices: Mapping[str, str]) -> str:
    """Return what is typed, "" for Enter alone. One of several answers is chosen by its number."""
    show.aside("")
    show.aside(f"■ {question}")
    names = list(choices)
    for place, name in enumerate(names, start=1):
        show.aside(f"{place:>4}  {choices[name]}")
    while True:
        typed = asking.line().strip()
        if not names or not typed or typed in names:
            return typed
        if typed.isdecimal() and 1 <= int(typed) <= len(names):
            return names[int(typed) - 1]
        show.aside(_("There are the numbers 1 to {n}.").format(n=len(names)))


def _finish(
    number: int, *, request: int, over: Mapping[str, str], arguments: argparse.Namespace, case: str, tools: Tools
) -> None:
    from yosuga.cli import takedown_letter
    from yosuga.takedown import asking as actions

    folder = takedown_letter.folder(Path(arguments.output)) if arguments.output else None
    made = actions.finish(number, request=request, over=over, case=case, actor=door.ACTOR, tools=tools)
    try:
        paths = takedown_letter.write(made.sheets, into=folder) if folder else ()
    except (OSError, AlreadyExists):
        show.aside(_("The papers are safe in the vault, as {item}. They could not be written into the folder.").format(
            item=made.item
        ))  # fmt: skip
        raise
    if arguments.json:
        show.data({**made.as_json(), "files": [str(path) for path in paths]})
    else:
        takedown_letter.finished(made, request=request, paths=paths)


def _show(number: int, *, request: int, arguments: argparse.Namespace, case: str, tools: Tools) -> None:
    from yosuga.cli import takedown_letter
    from yosuga.takedown import asking as actions

    found = actions.preview(number, request=request, case=case, actor=door.ACTOR, tools=tools)
    if arguments.draft:
        _write_draft(takedown_letter.draft(found), name=arguments.draft)
    elif arguments.json:
        show.data(found.as_json())
    else:
        takedown_letter.preview(found)


def _write_draft(text: str, *, name: str) -> None:
    if name == _STREAM:
        streams.result(text, end="")
        return
    path = Path(name)
    destinations.new_file(path)
    destinations.write_new(path, text.encode())
    show.line(name)
    show.aside(_("This file is not encrypted and names people. Edit it, read it back with --from, then delete it."))


def _with(sender: Sender, *, values: Mapping[str, str]) -> Sender:
    """Return who signs with these values. Raises WrongUse for a field there is not, NumberInside."""
    known = {field.name for field in fields(Sender)}
    strange = sorted(set(values) - known)
    if strange:
        said = _("There is no field {field}. There are: {known}").format(
            field=strange[0], known=" ".join(sorted(known))
        )
        raise WrongUse(said, command=reading.COMMAND)
    for name, value in values.items():
        refuse_numbers(value, field=name)
    texts = {name: value for name, value in values.items() if name != "acting"}
    return replace(sender, **texts, acting=_acting(values.get("acting", sender.acting.value)))


def _acting(word: str) -> Requester:
    try:
        return Requester(word or Requester.SELF.value)
    except ValueError:
        said = _("Who acts is one of: {words}").format(words=" ".join(Requester))
        raise WrongUse(said, command=reading.COMMAND) from None


def _asked_of(kept: Sender) -> Mapping[str, str]:
    """Ask for every field that is empty; Enter alone leaves it so."""
    values = {}
    try:
        for name, label in _labels():
            if not getattr(kept, name) and (typed := _answer(label, choices={})):
                values[name] = typed
    except asking.Stopped:
        show.aside(_("Stopped. What was answered is kept."))
    return values


def _labels() -> Iterator[tuple[str, str]]:
    yield "name", _("Name")
    yield "kana", _("Name in kana")
    yield "postal_code", _("Postal code")
    yield "address", _("Address")
    yield "phone", _("Phone")
    yield "email", _("Mail address")
    yield "pen_name", _("Name online, if that is what was harmed")
    yield "for_name", _("For whom, if you act for somebody: their name")
    yield "tie", _("How you are tied to them (mother, lawyer …)")
    yield "office", _("Office")
    yield "registered", _("Registration number of a lawyer or scrivener")


def _tell_sender(sender: Sender, *, kept: bool) -> None:
    from yosuga.cli import takedown_words

    if kept:
        show.prose(_("✓ Kept, encrypted, in this case alone. It is placed only where a letter asks for it."))
    said = [(label, str(getattr(sender, name))) for name, label in _labels() if getattr(sender, name)]
    for label, value in said:
        show.prose(f"{label}: {value}")
    if said:
        show.prose(f"{_('In whose name')}: {takedown_words.requester(sender.acting)}")
    else:
        show.prose(_("Nobody was named yet. `yosuga takedown sender --fill` asks; `--from FILE` reads a file."))
