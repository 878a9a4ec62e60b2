"""The evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Evidence items."""

    name = "yosuga.evidence"
    label = "evidence"
