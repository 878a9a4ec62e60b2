import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.capture.addresses import host_refusal, refusal, synthesised

INSIDE = {
    "0.0.0.0": "unspecified",
    "0.1.2.3": "unspecified",
    "10.0.0.1": "private",
    "100.64.0.1": "carrier-nat",
    "100.127.255.254": "carrier-nat",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "168.63.129.16": "cloud-inside",
    "169.254.169.254": "link-local",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.192": "reserved",
    "192.0.2.1": "documentation",
    "192.88.99.1": "tunnel",
    "192.168.1.1": "private",
    "198.18.0.1": "benchmarking",
    "198.51.100.7": "documentation",
    "203.0.113.7": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "broadcast",
    "::": "unspecified",
    "::1": "loopback",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:8.8.8.8": "reserved",
    "::127.0.0.1": "loopback",
    "::ffff:0:127.0.0.1": "loopback",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b::a9fe:a9fe": "link-local",
    "64:ff9b::808:808": "tunnel",
    "64:ff9b:1::1": "tunnel",
    "100::1": "reserved",
    "2001:0:808:808::f7f7:f7f7": "tunnel",
    "2001:0:4136:e378:8000:63bf:80ff:fffe": "loopback",
    "2001:2::1": "benchmarking",
    "2001:10::1": "reserved",
    "2001:20::1": "reserved",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "loopback",
    "2002:c0a8:101::1": "private",
    "2002:808:808::1": "tunnel",
    "2001:4860::5efe:127.0.0.1": "loopback",
    "3fff::1": "documentation",
    "5f00::1": "reserved",
    "fc00::1": "private",
    "fd00:ec2::254": "private",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "private",
    "ff02::1": "multicast",
    "ff0e::1": "multicast",
}


def full_width(text: str) -> str:
    """Spell ASCII with the full-width forms that a Japanese input method gives."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


LOOPBACK_SPELLINGS = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.0.0.1..",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0X7F.1",
    "0x7f.1",
    "0x7f.0x0.0x0.0x1",
    "0177.0.0.1",
    "0177.0.0.01",
    "017700000001",
    "127.0.0x1",
    "127%2e0%2E0.1",
    "%31%32%37.0.0.1",
    full_width("127.0.0.1"),
    "①②⑦.0.0.1",
    "127。0。0。1",
    "127｡0｡0｡1",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "a.localhost",
    "a.b.localhost.",
    "localhost.localdomain",
    "ⓛocalhost",
    full_width("localhost"),
    "local\u00adhost",
    "[::1]",
    "::1",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
]


@pytest.mark.parametrize(("address", "why"), INSIDE.items())
def test_an_address_outside_the_public_internet_is_named_for_what_it_is(address: str, why: str) -> None:
    assert refusal(address) == why


@pytest.mark.parametrize(
    "address",
    [
        *("8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.0.1"),
        *("2001:200::1", "2001:4860:4860::8888", "2606:4700::1111", "2400:cb00::1", "2003::1", "2620:fe::fe"),
    ],
)
def test_a_public_address_is_let_through(address: str) -> None:
    assert refusal(address) == ""


@pytest.mark.parametrize("host", LOOPBACK_SPELLINGS)
def test_no_spelling_hides_loopback(host: str) -> None:
    assert host_refusal(host) == "loopback"


@pytest.mark.parametrize(
    "host", ["", ".", "256.256.256.256", "1.2.3.4.5", "08.0.0.1", "99999999999", "a b", "a/b", "[::1", "[", "1:2"]
)
def test_a_host_that_is_none_is_refused(host: str) -> None:
    assert host_refusal(host)


@pytest.mark.parametrize(
    "host", ["example.com", "日本語.example", "xn--wgv71a119e.example", "1e3.example", "x.com.", "_dmarc.example"]
)
def test_a_name_is_left_to_the_look_up(host: str) -> None:
    assert host_refusal(host) == ""


def test_an_answer_made_by_dns64_is_judged_by_the_address_it_stands_for() -> None:
    assert synthesised("64:ff9b::808:808") == "8.8.8.8"
    assert synthesised("64:ff9b::a00:1") == "10.0.0.1"
    assert synthesised("2001:db8::1") == "2001:db8::1"


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_spelling(address: object) -> None:
    parts = [int(part) for part in str(address).split(".")]
    number = sum(part << shift for part, shift in zip(parts, (24, 16, 8, 0), strict=True))
    spellings = [
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
    ]
    assert {host_refusal(spelling) for spelling in spellings} == {refusal(str(address))}


@given(st.ip_addresses(v=4))
def test_an_ipv6_address_that_carries_an_ipv4_one_is_never_let_through(address: object) -> None:
    inner = str(address)
    assert all(
        refusal(f"{prefix}{inner}") for prefix in ("::ffff:", "::", "64:ff9b::", "2001:4860::5efe:", "::ffff:0:")
    )


@given(st.text(max_size=40))
def test_any_text_as_a_host_gets_a_verdict(host: str) -> None:
    assert isinstance(host_refusal(host), str)
