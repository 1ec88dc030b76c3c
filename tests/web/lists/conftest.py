import re
from html import unescape

import pytest


@pytest.fixture
def shown(annas):
    """Return a function that gives the names in a list's rows, in their order."""

    def names(address, **headers):
        html = annas.get(address, headers=headers).content.decode()
        return [unescape(name) for name in re.findall(r'data-open href="[^"]*">([^<]*)<', html)]

    return names
