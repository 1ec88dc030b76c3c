"""A shelf of books: the kinds that the tests of this room register."""

from django.db import models

from klientel.records.models import RowKey, SearchText


class Author(models.Model):
    uid = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=60, default="")
    born = models.DateField(null=True)

    class Meta:
        app_label = "shelf"

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=60)
    folded = models.CharField(max_length=60, default="")
    remark = models.CharField(max_length=60, default="")
    pages = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    printed = models.DateField(null=True)
    added_at = models.DateTimeField(null=True)
    is_signed = models.BooleanField(default=False)
    binding = models.CharField(max_length=10, default="")
    author = models.ForeignKey(Author, models.CASCADE, null=True, related_name="books")

    class Meta:
        app_label = "shelf"
        indexes = [
            models.Index(fields=["title", "id"], name="book_title"),
            models.Index(fields=["pages", "id"], name="book_pages"),
        ]

    def __str__(self) -> str:
        return self.title


class Loan(models.Model):
    book = models.ForeignKey(Book, models.CASCADE, null=True, related_name="loans")
    reader = models.ForeignKey(Author, models.CASCADE, null=True, related_name="loans")
    place = models.CharField(max_length=60, default="")
    since = models.DateField(null=True)

    class Meta:
        app_label = "shelf"

    def __str__(self) -> str:
        return f"{self.book_id} since {self.since}"


class BookText(SearchText):
    row = RowKey(Book, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)

    class Meta(SearchText.Meta):
        app_label = "shelf"


MODELS = (Author, Book, Loan, BookText)
