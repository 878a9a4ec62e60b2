"""What is to be removed, and in whose name, sealed: an address tells as much as what stands there."""

from django.db import models

from yosuga.cases.models import Case


class KeptTarget(models.Model):
    """One target with its requests and looks as they are now; empty once forgotten. Numbers run from 1 in a case.

    `blinded` is what its twin is found by, under the case's key; `spelling` the rule by which it was written, 0 where
    none was yet.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="targets")
    number = models.IntegerField()
    sealed = models.BinaryField()
    spelling = models.SmallIntegerField(default=0)
    blinded = models.BinaryField(max_length=32, default=b"")

    class Meta:
        """Numbers are never given twice; several targets may be found by one name (two searches of one engine)."""

        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_target_a_number")]
        indexes = [models.Index(fields=["case", "spelling", "blinded"], name="target_by_blinded")]
        ordering = ["case_id", "number"]

    def __str__(self) -> str:
        return f"{self.case_id} target {self.number}"


class KeptSender(models.Model):
    """Who signs the letters of one case: name, address, how to be reached. Apart from the answers, and only here."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="sender")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"sender of {self.case_id}"


class HostMemory(models.Model):
    """How politely a host is to be looked at: when last, until when not. Which host it is, the row does not tell.

    It belongs to the vault and to no case, because a host does not know of cases; `takedown.hosts` lets it go again
    once it has nothing left to say. All rows are of a few sizes.
    """

    blinded = models.CharField(primary_key=True, max_length=64)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.blinded[:8]
