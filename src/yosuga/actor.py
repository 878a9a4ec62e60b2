"""Who acts, in which role, and through which door."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of PRODUCT.md; a custody entry carries one."""

    OWNER = "owner"
    GUARDIAN = "guardian"
    COUNSELLOR = "counsellor"
    EXPERT = "expert"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class Door(StrEnum):
    """The way an action was asked for."""

    CLI = "cli"
    WEB = "web"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. `id` is an opaque word of this vault, never a name, because it is written into the log."""

    id: str
    role: Role
    door: Door


def local_owner(door: Door) -> Actor:
    """Return the one person who uses a local vault."""
    return Actor(id="local", role=Role.OWNER, door=door)
