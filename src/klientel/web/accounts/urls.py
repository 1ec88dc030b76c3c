from django.urls import path

from klientel.web.accounts import views

urlpatterns = [path("konto/profil/", views.profile, name="profile")]
