from django.urls import path

from klientel.web.accounts import views

urlpatterns = [
    path("einstellungen/", views.settings, name="settings"),
    path("konto/profil/", views.profile, name="profile"),
]
