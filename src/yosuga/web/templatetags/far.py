"""How a template writes an address of another site: as text to be copied, and as a link nobody follows unasked."""

from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yosuga.web import plan_words

register = template.Library()


@register.simple_tag
def far(href: str) -> SafeString:
    """Write an address of the web with a link that opens it in a new tab and says nothing of where it came from."""
    if not href.startswith(("https://", "http://")):
        return format_html('<code class="address">{}</code>', href.removeprefix("mailto:"))
    return format_html(
        '<code class="address">{}</code> <a class="far" href="{}" rel="noreferrer noopener" target="_blank"'
        ' aria-label="{}">{}</a>',
        href,
        href,
        plan_words.opens(urlsplit(href).hostname or ""),
        plan_words.opens_briefly(),
    )


@register.simple_tag
def cited(text: str, href: str) -> SafeString:
    """Write a source: a link where it is a page of the web."""
    if not href.startswith(("https://", "http://")):
        return format_html('<span class="code">{}</span>', text)
    return format_html('<a class="code" href="{}" rel="noreferrer noopener" target="_blank">{}</a>', href, text)
