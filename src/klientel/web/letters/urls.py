from django.urls import path

from klientel.web.letters import views

urlpatterns = [
    path("kontakte/<uuid:uid>/anschrift/", views.contact_letter, name="contact_letter"),
    path(
        "organisationen/<uuid:uid>/anschrift/",
        views.organization_letter,
        name="organization_letter",
    ),
]
