"""Fields of one's own: what an office notes of its records beyond what Klientel knows.

`models` is what a field is, `definitions` reads them (cached), `texts` reads and writes values as
people do, `joining` makes them fields of their kind for lists, filters and sorting.
"""
