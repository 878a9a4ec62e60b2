"""Which addresses lie in the public internet, and what a host in a URL really spells."""

import re
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote

# IANA IPv4 Special-Purpose Address Registry (RFC 6890), plus one address that a cloud routes to its own machines.
_V4 = tuple(
    (IPv4Network(network), why)
    for network, why in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-nat"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud-inside"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "tunnel"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("255.255.255.255/32", "broadcast"),
        ("240.0.0.0/4", "reserved"),
    )
)

# IANA IPv6 Special-Purpose Address Registry. Whatever is outside 2000::/3 is not global unicast (RFC 4291, 2.4).
_V6 = tuple(
    (IPv6Network(network), why)
    for network, why in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("64:ff9b::/96", "tunnel"),  # NAT64, RFC 6052
        ("64:ff9b:1::/48", "tunnel"),  # NAT64 of one's own network, RFC 8215
        ("2001::/32", "tunnel"),  # Teredo, RFC 4380
        ("2001:2::/48", "benchmarking"),
        ("2001:db8::/32", "documentation"),
        ("2001::/23", "reserved"),
        ("2002::/16", "tunnel"),  # 6to4, RFC 3056
        ("3fff::/20", "documentation"),  # RFC 9637
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_MAPPED = IPv6Network("::ffff:0:0/96")
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")  # RFC 2765
_COMPATIBLE = IPv6Network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214, 6.1: the upper half of the interface identifier

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\"#/<>?@\\^`{|}]")  # WHATWG URL, 3.1 "forbidden host code point"

# Fetch standard, 2.9 "Port blocking": no web page lives there, other protocols do.
BLOCKED_PORTS = frozenset(
    {
        0,
        1,
        7,
        9,
        11,
        13,
        15,
        17,
        19,
        20,
        21,
        22,
        23,
        25,
        37,
        42,
        43,
        53,
        69,
        77,
        79,
        87,
        95,
        101,
        102,
        103,
        104,
        109,
        110,
    }
    | {
        111,
        113,
        115,
        117,
        119,
        123,
        135,
        137,
        139,
        143,
        161,
        179,
        389,
        427,
        465,
        512,
        513,
        514,
        515,
        526,
        530,
        531,
        532,
    }
    | {540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061}
    | {6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)


def refusal(address: str) -> str:
    """Return why `address` is not in the public internet, as one word, or nothing when it is.

    An IPv6 address that carries an IPv4 one is refused whatever it carries; the word is that of the address inside
    when that one is bad too. Raises ValueError when `address` is not an address.
    """
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv4Address):
        return _first_match_v4(parsed)
    inner = _carried(parsed)
    return (_first_match_v4(inner) if inner else "") or _first_match_v6(parsed) or ("tunnel" if inner else "")


def synthesised(address: str) -> str:
    """Return the IPv4 address that a DNS64 resolver's answer stands for (RFC 6147), or `address` as it is.

    An IPv6-only network answers a name that has no IPv6 address with 64:ff9b::/96 and the IPv4 address.
    """
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and parsed in _NAT64:
        return str(IPv4Address(int(parsed) & 0xFFFFFFFF))
    return address


def host_refusal(host: str) -> str:
    """Return why `host`, as a URL spells it, is refused without asking anyone, or nothing when it must be looked up.

    Reads what a browser reads (WHATWG URL, 3.5): decimal, hexadecimal, octal and short IPv4 spellings, trailing
    dots, percent-escapes, full-width and circled characters, ideographic full stops, IPv6 in brackets.
    """
    name = plain_host(host)
    if not name or len(name) > 253 or _FORBIDDEN.search(name):
        return "bad-host"
    if is_localhost(name):
        return "loopback"
    try:
        address = literal(name)
    except ValueError:
        return "bad-host"
    return refusal(address) if address else ""


def plain_host(host: str) -> str:
    """Return `host` in the one spelling everything below compares: decoded, folded, without trailing dots."""
    text = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").lower()
    return "".join(c for c in text if unicodedata.category(c) != "Cf").rstrip(".")


def is_localhost(name: str) -> bool:
    """Say whether `name` is loopback whatever a resolver says (RFC 6761, 6.3)."""
    return (
        name == "localhost"
        or name.endswith((".localhost", ".localhost.localdomain"))
        or name == "localhost.localdomain"
    )


def literal(name: str) -> str:
    """Return the address that `name` spells, or nothing when it is a name to look up.

    Raises ValueError when it can only be meant as an address and is not one.
    """
    if ":" in name or name.startswith("["):
        return str(IPv6Address(name.removeprefix("[").removesuffix("]").partition("%")[0]))
    labels = name.split(".")
    if not _is_number(labels[-1]):
        return ""
    if len(labels) > 4:
        raise ValueError(name)
    *leading, last = [_number(label) for label in labels]
    if any(part > 255 for part in leading) or last >= 256 ** (5 - len(labels)):
        raise ValueError(name)
    return str(IPv4Address(sum(part << 8 * (3 - i) for i, part in enumerate(leading)) + last))


def _is_number(label: str) -> bool:
    return label.isascii() and (label.isdigit() or label.startswith("0x"))


def _number(label: str) -> int:
    """Read one part of an IPv4 address as WHATWG URL does: 0x is hexadecimal, a leading zero octal."""
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if len(label) > 1 and label.startswith("0") else 10)


def _carried(address: IPv6Address) -> IPv4Address | None:
    number = int(address)
    if address in _MAPPED or address in _TRANSLATED or address in _NAT64:
        return IPv4Address(number & 0xFFFFFFFF)
    if address in _COMPATIBLE and number > 1:
        return IPv4Address(number & 0xFFFFFFFF)
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if (number >> 32) & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return None


def _first_match_v4(address: IPv4Address) -> str:
    return next((why for network, why in _V4 if address in network), "" if address.is_global else "reserved")


def _first_match_v6(address: IPv6Address) -> str:
    listed = next((why for network, why in _V6 if address in network), "")
    if listed or (address in _GLOBAL_UNICAST and address.is_global):
        return listed
    return "reserved"
