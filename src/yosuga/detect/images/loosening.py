"""Lets a network that was saved for one size of picture take any: only the sizes named in its file are rewritten.

An ONNX file is a Protocol Buffers message; the fields passed through are those of onnx.proto (ModelProto.graph = 7,
GraphProto.input = 11 and output = 12, ValueInfoProto.type = 2, TypeProto.tensor_type = 1, Tensor.shape = 2,
TensorShapeProto.dim = 1, Dimension.dim_value = 1 and dim_param = 2).
"""

from collections.abc import Iterator

_ROADS = ((7, 11, 2, 1, 2), (7, 12, 2, 1, 2))  # from the model to the shape of an input, and of an output
_DIM, _DIM_PARAM, _CHANNELS = 1, 2, 1
_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5


def any_size(model: bytes) -> bytes:
    """Return the model with free batch, height and width. Raises ValueError where it is no such file."""
    return _along(model, [list(road) for road in _ROADS])


def _along(message: bytes, roads: list[list[int]]) -> bytes:
    if any(not road for road in roads):
        return _freed(message)
    parts = []
    for field, kind, whole, body in _fields(message):
        onward = [road[1:] for road in roads if road[0] == field]
        parts.append(_packed(field, _along(body, onward)) if onward and kind == _BYTES else whole)
    return b"".join(parts)


def _freed(shape: bytes) -> bytes:
    """Name every dimension but that of the colours, instead of counting it."""
    parts = []
    for at, (field, _, whole, _) in enumerate(_fields(shape)):
        free = field == _DIM and at != _CHANNELS
        parts.append(_packed(_DIM, _packed(_DIM_PARAM, b"d%d" % at)) if free else whole)
    return b"".join(parts)


def _fields(message: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    at = 0
    while at < len(message):
        start = at
        tag, at = _varint(message, at)
        body = at
        if tag & 7 == _BYTES:
            size, body = _varint(message, at)
            at = body + size
        elif tag & 7 == _VARINT:
            _, at = _varint(message, at)
        elif tag & 7 in {_EIGHT_BYTES, _FOUR_BYTES}:
            at += 8 if tag & 7 == _EIGHT_BYTES else 4
        else:
            raise ValueError("not a model")
        if at > len(message):
            raise ValueError("not a whole model")
        yield tag >> 3, tag & 7, message[start:at], message[body:at]


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(message) or shift > 63:
            raise ValueError("not a whole model")
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _packed(field: int, body: bytes) -> bytes:
    return _as_varint(field << 3 | _BYTES) + _as_varint(len(body)) + body


def _as_varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
