"""What a person said about one case, sealed: no answer stands in a column."""

from django.db import models

from yosuga.cases.models import Case


class KeptIntake(models.Model):
    """The answers of one case as they are now. What they were before is in no row."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="intake")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"intake of {self.case_id}"
