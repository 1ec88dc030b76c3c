from django.urls import path

from klientel.web.files import adding, photos, serving, views

_RECORD = "<slug:kind>/<uuid:uid>/"
_ONE = f"dateien/{_RECORD}<int:number>/"

urlpatterns = [
    path(f"dateien/{_RECORD}neu/", adding.file_new, name="file_new"),
    path(_ONE, serving.file_download, name="file_download"),
    path(f"{_ONE}vorschau/<int:size>/", serving.file_preview, name="file_preview"),
    path(f"{_ONE}umbenennen/", views.file_rename, name="file_rename"),
    path(f"{_ONE}entfernen/", views.file_remove, name="file_remove"),
    path(f"bild/{_RECORD}aendern/", photos.photo_change, name="photo_change"),
    path(f"bild/{_RECORD}entfernen/", photos.photo_remove, name="photo_remove"),
    path(f"bild/{_RECORD}<int:size>/", serving.photo_image, name="photo_image"),
]
