from klientel.records.kinds import Field, Kind, Relation
from tests.records.shelf.models import Author, Book, BookText, Loan

BOOK = Kind(
    code="book",
    label="Buch",
    plural="Bücher",
    model=Book,
    fields=(
        Field("title", "Titel", "text", "title", sortable=True, folded="folded"),
        Field("remark", "Bemerkung", "text", "remark"),
        Field("pages", "Seiten", "number", "pages", sortable=True),
        Field("price", "Preis", "money", "price"),
        Field("printed", "Gedruckt", "date", "printed"),
        Field("added_at", "Aufgenommen", "date", "added_at"),
        Field("is_signed", "Signiert", "boolean", "is_signed"),
        Field("binding", "Einband", "choice", "binding", choices=(("soft", "Weich"),)),
        Field("author", "Autor", "user", "author", sort_path="author__name"),
        Field("born", "Autor geboren", "date", "author__born"),
        Field("reader", "Leser", "reference", "loans__reader"),
        Field("place", "Ort", "text", "loans__place"),
        Field("reader_name", "Name des Lesers", "text", "loans__reader__name"),
        Field("lent", "Verliehen", "date", "loans__since"),
    ),
    relations=(
        Relation("loans", "Leihen", "loan", "loans"),
        Relation("author", "Autor", "author", "author"),
        Relation("readers", "Leser", "author", "loans__reader"),
    ),
    search_text=BookText,
)
LOAN = Kind(
    code="loan",
    label="Leihe",
    plural="Leihen",
    model=Loan,
    fields=(Field("since", "Seit", "date", "since"), Field("place", "Ort", "text", "place")),
    relations=(Relation("book", "Buch", "book", "book"),),
)
AUTHOR = Kind(
    code="author",
    label="Autor",
    plural="Autoren",
    model=Author,
    fields=(
        Field("name", "Name", "text", "name", folded="folded"),
        Field("born", "Geboren", "date", "born"),
    ),
    relations=(Relation("books", "Bücher", "book", "books"),),
)
