from django.urls import path

from klientel.web.history import views

urlpatterns = [
    path("rueckgaengig/", views.unit_mine, name="unit_mine"),
    path("rueckgaengig/<int:revision>/", views.unit_undo, name="unit_undo"),
]
