"""What templates can say: words, both-language texts, forms, buttons that lead on, dates, our own files."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yosuga.web import catalog_words, files, words

register = template.Library()


@register.simple_tag
def say(message: str, **fields: object) -> str:
    """Say an interface text: `{% say "Files: {n}" n=count %}`. The literal is the English msgid."""
    return words.say(message, **fields)


@register.simple_tag
def text(both: words.InBoth | None) -> str:
    """Say a text that stands in both languages: `{% text step.title %}`."""
    return "" if both is None else catalog_words.told(both)


@register.filter
def said(both: words.InBoth) -> str:
    """Return a both-language text inside other tags: `{% go "step" step.title|said id=step.id %}`."""
    return catalog_words.told(both)


@register.filter
def day(value: date) -> str:
    """Write a day as people read it."""
    return words.day_words(value)


@register.filter
def moment(value: datetime) -> str:
    """Write an aware moment in Japan's time."""
    return words.moment_words(value)


@register.simple_tag
def static(path: str) -> str:
    """Return the address of one of the app's own files."""
    return files.address(path)


def hidden(context: Context) -> SafeString:
    """Return what every form carries: the session's key and the page's number."""
    page = context["page"]
    return format_html(
        '<input type="hidden" name="k" value="{}"><input type="hidden" name="v" value="{}">', page.key, page.visit
    )


class GoNode(template.Node):
    """A form of one button that leads to a screen."""

    def __init__(self, target: FilterExpression, label: FilterExpression, fields: Mapping[str, FilterExpression]):
        self.target, self.label, self.fields = target, label, dict(fields)

    def render(self, context: Context) -> SafeString:
        """Return the form."""
        given = {name: one.resolve(context) for name, one in self.fields.items()}
        look = given.pop("look", "link")
        return format_html(
            '<form method="post" action="/m" class="go">{}{}<button name="go" value="{}" class="{}">{}</button></form>',
            hidden(context),
            format_html_join("", '<input type="hidden" name="arg-{}" value="{}">', given.items()),
            self.target.resolve(context),
            look,
            label_of(self.label, context),
        )


@register.simple_tag(takes_context=True)
def onward(context: Context, screen: str, label: str, args: Mapping[str, str], look: str = "quiet") -> SafeString:
    """Lead on with arguments that only the page knows: `{% onward screen label args %}`. After a pause it is quiet."""
    return format_html(
        '<form method="post" action="/m" class="go">{}{}<button name="go" value="{}" class="{}">{}</button></form>',
        hidden(context),
        format_html_join("", '<input type="hidden" name="arg-{}" value="{}">', args.items()),
        screen,
        look,
        label,
    )


def label_of(label: FilterExpression, context: Context) -> str:
    """Return a button's words: a literal is an interface text, anything else is said as it is."""
    found = str(label.resolve(context) or "")
    return words.say(found) if isinstance(label.var, str) and not label.filters else found


@register.tag
def go(parser: Parser, token: Token) -> GoNode:
    """Lead to a screen: `{% go "plan" "Look at the plan" step=step.id look="big" %}`.

    `look` is a class of the button: link (the usual one), button, big, quiet. Not inside another form.
    """
    _, target, label, *rest = token.split_contents()
    fields = token_kwargs(rest, parser)
    return GoNode(parser.compile_filter(target), parser.compile_filter(label), fields)


class FormNode(template.Node):
    """A form that goes to `/m`."""

    def __init__(self, inside: NodeList, *, kind: str) -> None:
        self.nodelist, self.kind = inside, kind

    def render(self, context: Context) -> SafeString:
        """Return the form with its hidden fields."""
        inside = mark_safe(self.nodelist.render(context))  # noqa: S308 - rendered by the template, escaped there
        kind = mark_safe(self.kind)  # noqa: S308 - one of two literals below
        head = format_html('<form method="post" action="/m" autocomplete="off"{}>{}', kind, hidden(context))
        return format_html("{}{}</form>", head, inside)


@register.tag
def form(parser: Parser, token: Token) -> FormNode:
    """Enclose inputs for the screen's own `do`: `{% form %} … {% endform %}`, with files `{% form files %}`."""
    inside = parser.parse(("endform",))
    parser.delete_first_token()
    return FormNode(inside, kind=' enctype="multipart/form-data"' if "files" in token.split_contents() else "")
