"""One case and the packages made of it: what the tests of both verifiers start from, and attack."""

from dataclasses import dataclass
from pathlib import Path

from tests.verifier import build
from tests.verifier.authority import OpensslAuthority


@dataclass(frozen=True)
class World:
    """One case and its packages: everything disclosed and sealed, some items withheld, made offline, an older one."""

    authority: OpensslAuthority
    second: OpensslAuthority
    forger: OpensslAuthority
    case: build.Case
    full: Path
    withheld: Path
    offline: Path
    older: Path

    def write(self, case: build.Case, folder: Path) -> Path:
        """Write another case's package, sealed by the authority the reader trusts."""
        return build.write(case, folder, seal=self.authority)

    def reseal(self, top: Path) -> Path:
        """Redo manifests and seal, so that nothing but the change itself can be found."""
        build.redo_all(top)
        (top / "seal.tsa1.tsr").write_bytes(self.authority.stamp(build.digest_of(top / build.TAGMANIFEST)))
        return top

    @property
    def trust(self) -> list[str]:
        return ["--root", str(self.authority.root), "--key", self.case.key.vkey]


def story(authority: OpensslAuthority | None) -> build.Case:
    """A small case with each kind of item: captured, imported, derived from, with a file that stays in the vault."""
    case = build.Case()
    case.event("case_open", note='最初の記録 "引用" \\ \n終わり')
    if authority:
        case.stamp(authority)
    case.item(
        "E0001",
        {
            "data/captures/E0001/page.png": ("page.png", "raw", b"\x89PNG page of E0001" * 100),
            "data/captures/E0001/stamped.png": ("stamped.png", "derived", b"\x89PNG stamped" * 100),
            "cookies": ("cookies.json", "vault", b'{"session":"secret"}'),
        },
        kind="capture",
    )
    case.item("E0002", {"data/originals/E0002_20250911_1405_SNS投稿.png": ("a.png", "raw", b"\x89PNG second")})
    case.item("E0003", {"data/originals/E0003_20250912_0900_通話履歴.txt": ("b.txt", "raw", "通話履歴".encode())})
    calls = "通話履歴".encode()
    typed = b"transcript of E0003"
    case.payload["data/captures/E0003/transcript.txt"] = typed
    case.event("derive", eid="E0003", sha256=build.hash_of(typed), size=len(typed), parent=build.hash_of(calls))
    case.papers = {
        "data/exhibits/甲001_E0001_投稿_20250911.pdf": b"%PDF exhibit of E0001",
        "data/exhibits/甲002の1_E0003_通話履歴.pdf": b"%PDF exhibit of E0003",
        "data/exhibits/甲002の2_E0003_書き起こし.pdf": b"%PDF second exhibit of E0003",
    }
    return case


def make_world(base: Path) -> World:
    """Make the packages below a folder; takes about a second, so make them once a session and copy them."""
    authority = OpensslAuthority(base / "tsa", name="tsa1")
    second = OpensslAuthority(base / "tsa2", name="tsa2")
    forger = OpensslAuthority(base / "forger", name="tsa1", embeds_root=True)
    case = story(authority)
    case.export()
    older = build.write(case, base / "older", seal=authority)
    case.stamp(authority)
    case.event("annotate", eid="E0002", note="投稿者本人の名前が見える")
    case.export()
    full = build.write(case, base / "full", seal=authority)
    withheld = build.write(case, base / "withheld", seal=authority, withheld=frozenset({"E0002"}))
    alone = story(None)
    alone.export()
    offline = build.write(alone, base / "offline", seal=None)
    return World(authority, second, forger, case, full, withheld, offline, older)
