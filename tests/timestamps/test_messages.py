import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.authority import LoopbackAuthority
from yosuga.timestamps import der, messages
from yosuga.timestamps.der import DerError


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_response(data: bytes) -> None:
    with pytest.raises(DerError):
        messages.read(data)


@given(st.integers(min_value=0, max_value=2**80))
def test_an_integer_is_read_as_written(number: int) -> None:
    assert der.integer(der.only(der.encode_integer(number), tag=der.INTEGER)) == number


@pytest.mark.parametrize(
    "data",
    [
        b"\x30\x80\x00\x00",  # BER's indefinite length
        b"\x30\x81\x01\x00",  # a length that is longer than needed
        b"\x02\x02\x00\x01",  # an integer that is longer than needed
        b"\x02\x01",
        b"\x02\x01\x05\x00",
    ],
)
def test_what_is_not_der_is_refused(data: bytes) -> None:
    with pytest.raises(DerError):
        der.integer(der.only(data, tag=data[0]))


def test_a_status_is_read_with_its_words_and_never_with_control_characters() -> None:
    words = der.encode(der.SEQUENCE, der.encode(der.UTF8_STRING, "sorry\x1b[31m\n本日休業".encode()))
    failure = der.encode(der.BIT_STRING, b"\x05\x00\x02")  # bit 14
    info = der.encode(der.SEQUENCE, der.encode_integer(2) + words + failure)
    answer = messages.read(der.encode(der.SEQUENCE, info))
    assert (answer.status, answer.stamp) == (2, None)
    assert answer.text == "sorry[31m 本日休業 timeNotAvailable"


@given(st.data())
def test_a_cut_or_padded_response_is_refused(authority_reply: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(min_value=0, max_value=len(authority_reply) - 1))
    with pytest.raises(DerError):
        messages.read(authority_reply[:cut])
    with pytest.raises(DerError):
        messages.read(authority_reply + b"\x00")


@pytest.fixture(scope="module")
def authority_reply(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    authority = LoopbackAuthority(tmp_path_factory.mktemp("authority"))
    with authority:
        return authority.reply(messages.request(bytes(32), nonce=1))
