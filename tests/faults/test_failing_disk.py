"""A disk that is full, or fails, at any write, sync or new name: a clear word, nothing half done, nothing lost."""

import pytest

from tests.faults.acts import ACTS
from tests.faults.stand import Call, Stand, some

pytestmark = pytest.mark.faults

# A full disk stays full for whatever writes; a name that cannot be made is one name.
STAYS_FULL = {"write", "writev", "pwrite64", "pwritev", "ftruncate", "fallocate"}
CODES = {"disk-full", "disk-failed", "vault-damaged", "vault-read-only", "already-exists"}


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_disk_that_refuses_is_told_of_and_nothing_is_half_done(bench: Stand, act: str, error: str) -> None:
    calls = some([call for call in bench.calls(act) if call.changes and call.name != "sendto"], most=10)
    bad = [f"{call.name} {call.place}: {one}" for call in calls for one in refuse(bench, act, call, error=error)]
    assert not bad, "\n".join(bad)


def refuse(bench: Stand, act: str, call: Call, *, error: str) -> list[str]:
    """Let one call of an act fail (a full disk: those after it too); return what does not hold."""
    until = "+" if error == "ENOSPC" and call.name in STAYS_FULL else ""
    ended = bench.run(
        act, "-e", f"trace={call.name}", "-e", f"inject={call.name}:error={error}:when={call.place}{until}"
    )
    bad = bench.judge(act, acknowledged=ended.acknowledged)
    told = ended.ended.removeprefix("told: ").partition(":")[0]
    if ended.code != 0 or (ended.ended != "well" and told not in CODES):
        bad.append(f"ended badly: {ended.ended[-1500:]}")
    if ended.ended == "well" and not ended.acknowledged:
        bad.append("ended well without a word of success")
    return bad
