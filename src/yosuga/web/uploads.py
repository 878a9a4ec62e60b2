"""Files on their way in: hashed as they come, held in anonymous memory, so that no plaintext gets a name on a disk."""

import hashlib
from typing import BinaryIO, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from yosuga.capture.scratch import scratch
from yosuga.errors import BadInput
from yosuga.web.screen import Form, Uploaded

MOST_BYTES = 512 * 1024 * 1024  # of one form with all its files: two such bodies are held in memory at once
MOST_FORM_BYTES = 4 * 1024 * 1024  # of a form without files


class TooLarge(BadInput):
    """What was sent is larger than this app takes in at once."""

    code: ClassVar[str] = "too-large"
    ja: ClassVar[str] = (
        "一度に受け取れる大きさ（512MB）を超えています。何も保存していません。元のファイルはそのままです。"
        "数を分けて、もう一度お試しください。"
    )
    en: ClassVar[str] = (
        "This is more than can be taken in at once (512 MB). Nothing was kept; your files are as they were. "
        "Please try again with fewer files."
    )
    status: ClassVar[int] = 413


class Scratched(UploadedFile):  # type: ignore[type-arg]  # generic for type checkers alone
    """An upload that came in whole, with the SHA-256 of its bytes."""

    sha256: str
    body: BinaryIO

    def close(self) -> None:
        """Leave it open: `let_go` closes what nobody keeps."""


class ScratchHandler(FileUploadHandler):
    """Puts each file of a form into anonymous memory and hashes it on the way."""

    body: BinaryIO

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed through as Django gave it
        self.body, self._hash, self._size = scratch(), hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next piece."""
        self._size = start + len(raw_data)
        if self._size > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        self._hash.update(raw_data)
        self.body.write(raw_data)

    def file_complete(self, file_size: int) -> Scratched:
        """Return the file, at its start."""
        self.body.seek(0)
        file = Scratched(self.body, self.file_name or "", self.content_type or "", file_size)
        file.sha256, file.body = self._hash.hexdigest(), self.body
        return file


def check_size(request: HttpRequest) -> None:
    """Raise TooLarge before anything is read. Without a length there is no body: the server has read it whole."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    length = int(declared) if declared.isascii() and declared.isdigit() else 0
    has_files = request.META.get("CONTENT_TYPE", "").startswith("multipart/")
    if length > (MOST_BYTES if has_files else MOST_FORM_BYTES):
        raise TooLarge


def form_of(request: HttpRequest) -> Form:
    """Return the form of a request."""
    fields = {str(name): [str(value) for value in values] for name, values in request.POST.lists()}
    uploads = {str(name): [_uploaded(one) for one in files if one] for name, files in request.FILES.lists()}
    return Form(fields=fields, uploads=uploads)


def let_go(form: Form) -> None:
    """Close the files that nobody kept: their memory is free again."""
    for one in (file for files in form.uploads.values() for file in files if not file.kept):
        one.body.close()


def _uploaded(file: object) -> Uploaded:
    if not isinstance(file, Scratched):
        raise TypeError("uploads go through ScratchHandler alone")
    return Uploaded(name=file.name or "", size=file.size or 0, sha256=file.sha256, body=file.body)
