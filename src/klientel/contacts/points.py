"""What a number or mail address is matched by. Pure."""

from klientel.formats import phones

HOME_COUNTRY = "DE"


def normal_value(sort: str, value: str, country: str = HOME_COUNTRY) -> str:
    """Return E.164 for a phone that can be read, its digits otherwise; else lower case."""
    text = value.strip()
    if sort != "phone":
        return text.lower()
    read = phones.parsed(text, country)
    return read.e164 if read else phones.query_digits(text) or text.lower()
