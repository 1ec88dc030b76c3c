"""Names of uploaded files, as a page can show them and a disk can keep them. Pure."""

import unicodedata

LONGEST = 160
_LONGEST_ENDING = 12
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def clean_name(given: str) -> str:
    """Return the last part of a path without invisible signs, '' if nothing is left.

    Marks that turn the reading direction go, for they make 'exe' read like 'pdf'; what no disk
    takes becomes '_'. A long one is cut before its ending.
    """
    last = given.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(each for each in last if unicodedata.category(each) not in _HIDDEN)
    name = " ".join(unicodedata.normalize("NFC", seen).split()).translate(_NOT_IN_NAMES)
    name = name.lstrip(".").rstrip(". ")
    return _cut(name)


def ending_of(name: str) -> str:
    """Return what stands behind the last point, in small letters, '' for none."""
    front, point, ending = name.rpartition(".")
    fits = point and front and len(ending) <= _LONGEST_ENDING and ending.isalnum()
    return ending.lower() if fits else ""


def _cut(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    ending = ending_of(name)
    tail = f".{ending}" if ending else ""
    return name[: LONGEST - len(tail)].rstrip(". ") + tail
