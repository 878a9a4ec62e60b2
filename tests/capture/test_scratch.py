from pathlib import Path

from yosuga.capture.scratch import holding, scratch


def test_scratch_bytes_have_no_name_on_the_disk() -> None:
    with scratch() as body:
        body.write(b"fictional")
        target = Path(f"/proc/self/fd/{body.fileno()}").readlink()
        assert str(target).startswith("/memfd:")
        assert body.seekable()


def test_a_holding_file_stands_at_its_start() -> None:
    with holding(b"fictional") as body:
        assert body.read() == b"fictional"
