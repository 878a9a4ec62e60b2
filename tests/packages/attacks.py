"""The attack corpus: every way we know to make a package lie, for both verifiers (command line and browser)."""

from collections.abc import Sequence

from tests.packages.archives import ARCHIVES
from tests.packages.attack import Attack
from tests.packages.exhibits import EXHIBITS
from tests.packages.heads import HEADS_AND_PROOFS
from tests.packages.histories import HISTORIES
from tests.packages.names import NAMES
from tests.packages.stamps import STAMPS
from tests.packages.tampering import EIGHTEEN, MORE

ATTACKS: Sequence[Attack] = (*EIGHTEEN, *MORE, *NAMES, *HISTORIES, *HEADS_AND_PROOFS, *STAMPS, *EXHIBITS, *ARCHIVES)
