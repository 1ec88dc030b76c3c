import pytest

from klientel.web.names import HUES, hue, initials


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Annegret Köhler-Stein", "person", "AK"),
        ("Dr.-Ing. Annegret Köhler-Stein", "person", "AK"),
        ("Karl-Wilhelm von der Weyde", "person", "KW"),
        ("Özdemir", "person", "ÖZ"),
        ("Musterbau GmbH", "org", "MG"),
        ("Nordsee Kühlhaus GmbH & Co. KG", "org", "NK"),
        ("3M", "org", "3M"),
        ("Zentrale", "office", "ZE"),
        ("Anlieferung Tor 7", "office", "AN"),
        ("", "person", "–"),
        ("&", "org", "&"),
    ],
)
def test_a_monogram_has_the_letters_one_would_write(name, kind, expected):
    assert initials(name, kind) == expected


def test_a_hue_stays_with_its_key_and_all_are_used():
    assert hue("01a20dd6") == hue("01a20dd6")
    assert {hue(number) for number in range(100)} == set(range(1, HUES + 1))
