import pytest

from klientel.records.words import asked
from klientel.web.search.matching import has_all, marked, meets


@pytest.mark.parametrize(
    ("text", "query", "met"),
    [
        ("Annegret Köhler-Stein", "köhl", ["Köhl"]),
        ("Annegret Köhler-Stein", "koehl", ["Köhl"]),
        ("Annegret Köhler-Stein", "stein ann", ["Ann", "Stein"]),
        ("Tobias Süßmilch", "suess", ["Süß"]),
        ("Li Berg-Li", "li", ["Li", "Li"]),
        ("Alina", "li", []),
        ("Berg", "thal", []),
        ("Bergbergberg", "bergberg", ["Bergbergberg"]),
    ],
)
def test_what_was_met_is_marked_in_its_own_spelling(text, query, met):
    pieces = marked(text, asked(query))

    assert [piece for piece, is_met in pieces if is_met] == met
    assert "".join(piece for piece, _is_met in pieces) == text


@pytest.mark.parametrize("query", ["04066969", "+49 40 66969", "0049 40/66969", "66969"])
def test_a_number_is_met_in_any_spelling(query):
    assert meets("040 66969-142", "phone", asked(query))


def test_a_mail_address_is_met_by_a_part():
    assert meets("Ute@Werft.example", "email", asked("ute@werft"))
    assert not meets("Ute@Werft.example", "email", asked("berg"))


def test_a_name_that_has_every_word_needs_no_further_reason():
    assert has_all("Ute Müller", asked("mueller ut"))
    assert not has_all("Ute Müller", asked("mueller werft"))
