"""The exhibit plan of a case, sealed: what it says is about people."""

from django.db import models

from yosuga.cases.models import Case


class ExhibitPlan(models.Model):
    """What was last decided about the exhibits of one case. What it said before is in no row, only that it did."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="exhibit_plan")
    # Sealed under the case, and what is about an item once more under that item: erasing the item erases it here too.
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"exhibit plan of {self.case_id}"
