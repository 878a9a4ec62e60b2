"""The intake app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Answers of a person, sealed under their case."""

    name = "yosuga.intake"
    label = "intake"

    def ready(self) -> None:
        """Have answers forgotten with the keys of their cases."""
        from yosuga.intake import forgetting  # noqa: F401 - importing it connects it
