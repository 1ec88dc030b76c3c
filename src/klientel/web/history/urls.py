from django.urls import path

from klientel.web.history import views

urlpatterns = [path("rueckgaengig/<int:revision>/", views.unit_undo, name="unit_undo")]
