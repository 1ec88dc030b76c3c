from django.urls import path

from klientel.web.contacts.lists import contact_list
from klientel.web.organizations.lists import organization_list

urlpatterns = [
    path("kontakte/", contact_list, name="contact_list"),
    path("organisationen/", organization_list, name="organization_list"),
]
