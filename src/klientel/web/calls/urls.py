from django.urls import path

from klientel.web.calls.views import call_lookup

urlpatterns = [path("anruf/", call_lookup, name="call_lookup")]
