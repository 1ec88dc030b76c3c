"""How counts are written."""

from django.utils.formats import number_format


def counted_text(count: int, *, exact: bool = True) -> str:
    """Return '1.204', or '10.000+' for more than was counted."""
    written = str(number_format(count, use_l10n=True, force_grouping=True))
    return written if exact else f"{written}+"
