from django.urls import path

from klientel.web.search.views import search, search_pick

urlpatterns = [
    path("suche/", search, name="search"),
    path("suche/auswahl/<slug:kind>/", search_pick, name="search_pick"),
]
