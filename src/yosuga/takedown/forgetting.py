"""When the last wrap of a case's key is destroyed, its targets and its sender go in the same transaction."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from yosuga.cases.models import CaseKey
from yosuga.takedown.models import KeptSender, KeptTarget


@receiver(post_delete, sender=CaseKey, dispatch_uid="yosuga.takedown.forget")
def forget(instance: CaseKey, **_said: object) -> None:
    """Drop what nobody can open any more. Erasure stands below and does not know of targets; it destroys keys."""
    if not CaseKey.objects.filter(case_id=instance.case_id).exists():
        KeptTarget.objects.filter(case_id=instance.case_id).delete()
        KeptSender.objects.filter(case_id=instance.case_id).delete()
