"""The takedown app."""

from django.apps import AppConfig


class TakedownConfig(AppConfig):
    """Targets and requests, sealed under their case."""

    name = "yosuga.takedown"
    label = "takedown"

    def ready(self) -> None:
        """Have targets forgotten with the keys of their cases."""
        from yosuga.takedown import forgetting  # noqa: F401 - importing it connects it
