"""Which addresses an authority can have."""

from urllib.parse import urlsplit


def is_address(url: str) -> bool:
    """Return whether `url` is one an authority can have: http or https, a host, no user name, no fragment."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url
    return (
        bool(plain and parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc and port != 0)
        and not parts.fragment
    )
