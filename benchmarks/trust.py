"""An authority for the benchmark's own names, and a home folder whose browsers trust it; nothing else is touched."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Trust:
    """`chain` is the server's key and certificates; `environment` makes browsers and Node trust their authority."""

    chain: Path
    environment: Mapping[str, str]


def trust(names: Sequence[str], *, folder: Path) -> Trust | None:
    """Make an authority and a certificate for `names`; None where `certutil` (libnss3-tools) is missing.

    Chromium on Linux reads a person's own trust from the NSS database of the home folder; Node from a variable.
    """
    certutil = shutil.which("certutil")
    if certutil is None:
        return None
    import trustme

    authority = trustme.CA()
    certificate, chain = folder / "authority.pem", folder / "server.pem"
    authority.cert_pem.write_to_path(str(certificate))
    authority.issue_cert(*names).private_key_and_cert_chain_pem.write_to_path(str(chain))
    database = folder / ".pki" / "nssdb"
    database.mkdir(parents=True)
    place = ["-d", f"sql:{database}"]
    subprocess.run([certutil, "-N", *place, "--empty-password"], check=True)
    subprocess.run([certutil, "-A", *place, "-n", "benchmark", "-t", "C,,", "-i", str(certificate)], check=True)
    return Trust(chain=chain, environment={"HOME": str(folder), "NODE_EXTRA_CA_CERTS": str(certificate)})
