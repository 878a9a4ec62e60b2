"""When the last wrap of a case's key is destroyed, the row of its answers goes in the same transaction."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from yosuga.cases.models import CaseKey
from yosuga.intake.models import KeptIntake


@receiver(post_delete, sender=CaseKey, dispatch_uid="yosuga.intake.forget")
def forget(instance: CaseKey, **_said: object) -> None:
    """Drop what nobody can open any more. Erasure stands beside and does not know of answers; it destroys keys."""
    if not CaseKey.objects.filter(case_id=instance.case_id).exists():
        KeptIntake.objects.filter(case_id=instance.case_id).delete()
