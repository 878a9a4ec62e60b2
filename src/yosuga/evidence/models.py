"""Items of evidence, their blobs, the tokens over heads, and work that is still to be done."""

from django.db import models

from yosuga.cases.models import Case


class Item(models.Model):
    """One piece of evidence. Numbers run from 1 without gaps within a case, so that a missing one shows."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    number = models.IntegerField()
    # The item's own key seals its record and its log lines; destroying it erases them.
    key_wrapped = models.BinaryField(null=True)
    record_sealed = models.BinaryField(null=True)
    erased = models.BooleanField(default=False)

    class Meta:
        """Gapless numbers begin with unique ones."""

        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_item_a_number")]
        ordering = ["case_id", "number"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class Blob(models.Model):
    """One stored file of an item. What it is called and what it hashes to is sealed."""

    name = models.CharField(primary_key=True, max_length=32)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="blobs")
    revision = models.IntegerField()
    facts_sealed = models.BinaryField()
    key_wrapped = models.BinaryField()

    class Meta:
        """Revisions count the files of an item."""

        constraints = [models.UniqueConstraint(fields=["item", "revision"], name="one_blob_a_revision")]
        ordering = ["item_id", "revision"]

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """A blob whose key is destroyed and whose ciphertext is still to be removed; the work survives a crash."""

    name = models.CharField(primary_key=True, max_length=32)

    def __str__(self) -> str:
        return self.name


class StampedHead(models.Model):
    """A head that waits for a time-stamp, or has one. It holds hashes only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stamped_heads")
    size = models.BigIntegerField()
    authority = models.CharField(max_length=40)
    note = models.BinaryField()
    response = models.BinaryField(null=True)
    refusal = models.CharField(max_length=200, default="")

    class Meta:
        """One request a head and authority."""

        constraints = [models.UniqueConstraint(fields=["case", "size", "authority"], name="one_stamp_a_head")]
        ordering = ["case_id", "size", "authority"]

    def __str__(self) -> str:
        return f"{self.case_id} at {self.size} by {self.authority}"


class CaptureJob(models.Model):
    """A URL that is to be captured. It stays until its item is in the log, so that a crash loses no order."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="capture_jobs")
    order_sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.pk}"


class Export(models.Model):
    """A package that was written: only its count matters here, everything else is in the log."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exports")
    number = models.IntegerField()

    class Meta:
        """第1回, 第2回 … without gaps."""

        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_export_a_number")]

    def __str__(self) -> str:
        return f"{self.case_id} export {self.number}"
