"""Writes an evidence package in one pass: payload, proof, verifier, manifests, seal; then it gets its name.

The layout is section A of docs/formats/evidence-package.md.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Final

from yosuga.custody.package.bag import DECLARATION, bag_info, manifest
from yosuga.custody.package.contents import (
    BagInfo,
    PackageFile,
    Paper,
    ProofFiles,
    Seal,
    Sealed,
    SoFar,
    Unsealed,
    Written,
)
from yosuga.custody.package.proof import Proof, authority_name
from yosuga.custody.package.receiving import verify_files
from yosuga.custody.package.targets import Target
from yosuga.custody.paths import PathBook, about
from yosuga.errors import PackageError, YosugaError

_CHUNK: Final = 1024 * 1024


def write_package(
    target: Target,
    *,
    papers: Iterable[Paper],
    prove: Callable[[bytes], ProofFiles],
    contents: Iterable[PackageFile],
    extra: Callable[[SoFar], Iterable[tuple[str, bytes]]],
    info: BagInfo,
    seal: Callable[[bytes], Seal],
) -> Written:
    """Write a package and return what was written; memory does not grow with the payload.

    The papers come first: `prove` is given their list (the bytes of proof/papers.txt, empty without papers), logs the
    export that names it, and returns the proof. `extra` gives the tag files by path, such as the verifier's sources
    below `verify/` or a certificate of what the package holds. `seal` is given the SHA-256 of the finished tagmanifest
    (32 bytes) and returns tokens over it, or why there are none. Raises PackageError when a file is not what the log
    vouches for, or parts do not fit; AlreadyExists, DiskFull, DiskFailed. What is unfinished stays marked.
    """
    target.begin()
    try:
        writer = _Writer(target, info=info)
        proof = _begun(writer, target=target, papers=papers, prove=prove)
        return writer.write(contents, proof=proof, extra=extra, seal=seal)
    finally:
        target.close()


def _begun(
    writer: "_Writer", *, target: Target, papers: Iterable[Paper], prove: Callable[[bytes], ProofFiles]
) -> Proof:
    """Write the papers and have the export logged. What fails this early has no name yet: nothing is left of it."""
    try:
        writer.add_papers(papers)
        return writer.proven(prove)
    except YosugaError:
        target.close()
        target.discard()
        raise


class _Writer:
    """One package under way: what has been written so far, by path and hash."""

    def __init__(self, target: Target, *, info: BagInfo) -> None:
        self._target = target
        self._info = info
        self._paths = PathBook()
        self._payload: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._size = 0

    def add_papers(self, papers: Iterable[Paper]) -> None:
        for paper in papers:
            self._add(paper.path, paper.content)
            self._payload[paper.path] = sha256(paper.content).hexdigest()
            self._size += len(paper.content)

    def proven(self, prove: Callable[[bytes], ProofFiles]) -> Proof:
        papers = dict(self._payload)
        return Proof(prove(manifest(papers)), case=self._info.case, papers=papers)

    def write(
        self,
        contents: Iterable[PackageFile],
        *,
        proof: Proof,
        extra: Callable[[SoFar], Iterable[tuple[str, bytes]]],
        seal: Callable[[bytes], Seal],
    ) -> Written:
        for file in contents:
            proof.check_payload(file)
            self._add_payload(file)
        if not self._payload:
            raise PackageError("nothing to hand over")
        listed = manifest(self._payload)
        self._add_tag("bagit.txt", DECLARATION)
        self._add_tag("bag-info.txt", bag_info(self._info, files=len(self._payload), size=self._size))
        self._add_tag("manifest-sha256.txt", listed)
        so_far = SoFar(
            info=self._info,
            manifest_sha256=sha256(listed).hexdigest(),
            files=len(self._payload),
            size=self._size,
            checkpoint=proof.checkpoint,
            vkey=proof.vkey,
            items=proof.items,
        )
        for path, content in (*proof.files(), *verify_files(), *_checked(extra(so_far))):
            self._add_tag(path, content)
        # The tagmanifest comes last of what is hashed, and the seal after it: it speaks for everything before.
        tagmanifest = manifest(self._tags)
        self._add("tagmanifest-sha256.txt", tagmanifest)
        given = seal(sha256(tagmanifest).digest())
        for path, content in _seal_files(given):
            self._add(path, content)
        self._target.commit()
        return Written(
            path=self._target.path,
            tagmanifest_sha256=sha256(tagmanifest).hexdigest(),
            files=len(self._payload),
            size=self._size,
            seal=given,
        )

    def _add_payload(self, file: PackageFile) -> None:
        self._paths.enter(file.path)
        self._target.add(file.path, size=file.size, chunks=_vouched(file))
        self._payload[file.path] = file.sha256
        self._size += file.size

    def _add_tag(self, path: str, content: bytes) -> None:
        self._add(path, content)
        self._tags[path] = sha256(content).hexdigest()

    def _add(self, path: str, content: bytes) -> None:
        self._paths.enter(path)
        self._target.add(path, size=len(content), chunks=[content])


def _vouched(file: PackageFile) -> Iterator[bytes]:
    """Yield the file's bytes; raise PackageError when they are longer than, or in the end not, what the log says."""
    digest, left = sha256(), file.size
    with file.opener() as source:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise PackageError(f"{about(file.path)}the file is longer than the log says")
            digest.update(chunk)
            yield chunk
    if left or digest.hexdigest() != file.sha256:
        raise PackageError(f"{about(file.path)}the file is not the one the log vouches for")


def _checked(extra: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for path, content in extra:
        if path.startswith(("data/", "proof/", "seal.", "manifest-", "tagmanifest-", "fetch.txt")):
            raise PackageError("an extra file in a place that has its own rules")
        yield path, content


def _seal_files(seal: Seal) -> Iterator[tuple[str, bytes]]:
    match seal:
        case Sealed(tokens) if tokens:
            for authority, token in tokens.items():
                yield f"seal.{authority_name(authority)}.tsr", token
        case Unsealed(reason) if reason.isprintable() and reason:
            yield "seal.none.txt", f"{reason}\n".encode()
        case _:
            raise PackageError("a seal without a token or a reason")
