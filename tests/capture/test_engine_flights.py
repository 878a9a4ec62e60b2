"""What is recorded of a request: every hop, raw headers in their order, and nothing an origin did not say."""

from yosuga.capture.browser.flights import Dialled, Flight, host_and_port
from yosuga.capture.browser.values import Message


def sent(url: str, *, answer: Message | None = None) -> Message:
    said: Message = {"request": {"url": url, "method": "GET", "headers": {"A": "b"}}, "wallTime": 1757567109.5}
    return {**said, "type": "Document", **({"redirectResponse": answer} if answer else {})}


def redirected() -> Flight:
    flight = Flight(number="1")
    flight.asked(sent("http://example.com/a"), session="s")
    flight.asked(
        sent("https://example.com/b#part", answer={"status": 301, "headers": {"Location": "https://example.com/b"}}),
        session="s",
    )
    flight.answered({"type": "Document", "response": {"status": 200, "statusText": "OK", "headers": {"X": "1"}}})
    flight.body, flight.read = b"body", True
    return flight


def test_a_redirect_and_its_target_are_two_records_and_the_body_is_the_last_ones() -> None:
    first, last = redirected().exchanges(
        dialled=Dialled({"example.com:80": "192.0.2.1", "example.com:443": "192.0.2.2"})
    )
    assert (first.status, first.redirect, first.body, first.ip) == (301, True, b"", "192.0.2.1")
    assert (last.status, last.redirect, last.body, last.ip) == (200, False, b"body", "192.0.2.2")
    assert last.url == "https://example.com/b"
    assert first.started.year == 2025


def test_raw_headers_keep_their_order_and_repetitions() -> None:
    flight = redirected()
    flight.received.append({"statusCode": 301, "headersText": "HTTP/1.1 301 Moved\r\nB: 1\r\nA: 2\r\nB: 3\r\n\r\n"})
    flight.received.append({"statusCode": 200, "headers": {"set-cookie": "a=1\nb=2"}})
    first, last = flight.exchanges(dialled=Dialled({}))
    assert first.response_headers == (("B", "1"), ("A", "2"), ("B", "3"))
    assert last.response_headers == (("set-cookie", "a=1"), ("set-cookie", "b=2"))


def test_an_answer_of_the_egress_guard_is_not_recorded_as_the_origins() -> None:
    flight = redirected()
    flight.guarded = "loopback"
    last = flight.exchanges(dialled=Dialled({}))[-1]
    assert (last.status, last.response_headers, last.failure) == (0, (), "loopback")


def test_what_came_from_the_browsers_own_memory_leaves_no_record() -> None:
    flight = redirected()
    flight.from_cache, flight.read = True, False
    assert flight.exchanges(dialled=Dialled({})) == []


def test_the_port_of_the_scheme_is_filled_in() -> None:
    assert host_and_port("https://example.com/x") == "example.com:443"
    assert host_and_port("ws://example.com?x") == "example.com:80"
    assert host_and_port("http://[2001:db8::1]/x") == "[2001:db8::1]:80"
    assert host_and_port("http://a@example.com:8080#x") == "example.com:8080"
