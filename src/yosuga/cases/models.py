"""A case, the wraps of its key, the head of its custody log, and the log's entries."""

from django.db import models


class Case(models.Model):
    """One person's matter. Its name is readable only with the vault open."""

    id = models.CharField(primary_key=True, max_length=10)
    # HMAC of the name: found by name, yet says nothing to a thief. Cleared by erasure.
    name_index = models.BinaryField(max_length=32, unique=True, null=True)
    name_sealed = models.BinaryField(null=True)
    signing_key_wrapped = models.BinaryField(null=True)
    vkey = models.CharField(max_length=120)
    erased = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.id


class CaseKey(models.Model):
    """The case key as wrapped for one holder; destroying every wrap erases the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="keys")
    holder = models.CharField(max_length=40)
    wrapped = models.BinaryField()

    class Meta:
        """One wrap a holder."""

        constraints = [models.UniqueConstraint(fields=["case", "holder"], name="one_wrap_a_holder")]

    def __str__(self) -> str:
        return f"{self.case_id} for {self.holder}"


class Head(models.Model):
    """The newest state of one log: what the next entry is chained to. Its row is the lock of the log."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="head")
    size = models.BigIntegerField(default=0)
    # Last leaf, newest token, Merkle frontier: `custody.log.Head` as bytes.
    state = models.BinaryField()
    # The device's clocks at the last entry, sealed: only to see them jump.
    pulse = models.BinaryField(default=b"")
    note = models.BinaryField(default=b"")
    # Entries, other than anchors, since a time-stamp was last asked for.
    unstamped = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.case_id} at {self.size}"


class Entry(models.Model):
    """One log entry. The leaf stays for ever; the sealed line goes when what it tells of is erased."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    seq = models.BigIntegerField()
    leaf = models.BinaryField(max_length=32)
    item = models.IntegerField(null=True)
    line_sealed = models.BinaryField(null=True)
    # Only the last entry of an erased case is kept readable: it says that, and nothing of anyone.
    line_open = models.BinaryField(null=True)

    class Meta:
        """A log has no fork and no gap."""

        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="one_entry_a_place")]
        ordering = ["case_id", "seq"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq}"


class Setting(models.Model):
    """One setting of this vault (consent to time-stamps, where the second copy is), sealed under the vault's key."""

    key = models.CharField(primary_key=True, max_length=40)
    value_sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.key


class CaseNote(models.Model):
    """A note of the person about their case, sealed: no list or package shows it. `number` is the length of the log."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    number = models.BigIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """A number names one note, so that a removed one is not taken for another."""

        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_note_a_number")]
        ordering = ["case_id", "-number"]

    def __str__(self) -> str:
        return f"note {self.number} of {self.case_id}"
