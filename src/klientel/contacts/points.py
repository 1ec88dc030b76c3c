"""What a number or mail address is matched by. Pure."""

from klientel.formats import phones

HOME_COUNTRY = "DE"


def normal_value(sort: str, value: str, country: str = HOME_COUNTRY) -> str:
    """Return a phone's digits with the country's code in front, any other value in lower case.

    Written '040 66969-142', '+49 (0)40 66969142' or '0049…' it is the same: '494066969142'.
    """
    text = value.strip()
    if sort != "phone":
        return text.lower()
    forms = phones.digits_forms(text, country)
    return forms[0] if forms else text.lower()
