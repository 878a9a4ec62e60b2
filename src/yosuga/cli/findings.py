"""What a finding of a vault check means to a person."""

from yosuga.cli.words import _


def sentence(code: str) -> str:
    """Return the sentence for a finding's code."""
    return {
        "blob-missing": _("A stored file is missing."),
        "blob-damaged": _("A stored file was altered or is damaged."),
        "file-damaged": _("A file does not match what the log says."),
        "file-missing": _("Files that the log tells of are missing."),
        "record-damaged": _("The item's record does not match the log."),
        "item-missing": _("An item that the log tells of is missing."),
        "entry-damaged": _("A log entry does not hold."),
        "head-damaged": _("The signed head of the log does not hold."),
        "case-damaged": _("The case cannot be opened."),
        "database-damaged": _("The database is damaged."),
        "database-altered": _(
            "The database file is not as it was left. Where nothing else is listed, the evidence itself holds."
        ),
        "other-history": _("The log does not continue a head that was seen before."),
    }[code]
