from django.urls import path

from klientel.web.bin import views

urlpatterns = [path("papierkorb/", views.bin_list, name="bin_list")]
