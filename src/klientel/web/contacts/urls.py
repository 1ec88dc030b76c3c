from django.urls import path

from klientel.web.contacts import (
    acts,
    adding,
    addresses,
    detail,
    editing,
    households,
    inplace,
    moving,
    picking,
    positions,
)

_ONE = "kontakte/<uuid:uid>/"

urlpatterns = [
    path("kontakte/neu/", adding.contact_new, name="contact_new"),
    path("kontakte/haushalt/neu/", households.household_new, name="household_new"),
    path("kontakte/arbeitgeber/", picking.employer_choices, name="employer_choices"),
    path(_ONE, detail.contact_detail, name="contact_detail"),
    path(f"{_ONE}bearbeiten/", editing.contact_edit, name="contact_edit"),
    path(f"{_ONE}angabe/<slug:fact>/", inplace.contact_fact, name="contact_fact"),
    path(f"{_ONE}wechsel/", moving.contact_change_company, name="contact_change_company"),
    path(
        f"{_ONE}wechsel/zuruecknehmen/",
        moving.contact_change_recall,
        name="contact_change_recall",
    ),
    path(f"{_ONE}verlauf/", detail.contact_history, name="contact_history"),
    path(f"{_ONE}karte.vcf", detail.contact_card, name="contact_card"),
    path(f"{_ONE}loeschen/", acts.contact_bin, name="contact_bin"),
    path(f"{_ONE}wiederherstellen/", acts.contact_restore, name="contact_restore"),
    path(f"{_ONE}inaktiv/", acts.contact_deactivate, name="contact_deactivate"),
    path(f"{_ONE}aktiv/", acts.contact_reactivate, name="contact_reactivate"),
    path(f"{_ONE}erben/<slug:what>/", acts.contact_inherit, name="contact_inherit"),
    path(f"{_ONE}anschrift/neu/", addresses.address_new, name="address_new"),
    path(f"{_ONE}anschrift/<int:number>/", addresses.address_edit, name="address_edit"),
    path(f"{_ONE}anschrift/<int:number>/weg/", addresses.address_remove, name="address_remove"),
    path(f"{_ONE}anstellung/neu/", positions.position_new, name="position_new"),
    path(f"{_ONE}anstellung/<int:number>/", positions.position_edit, name="position_edit"),
    path(f"{_ONE}anstellung/<int:number>/ende/", positions.position_end, name="position_end"),
    path(
        f"{_ONE}anstellung/<int:number>/haupt/",
        positions.position_primary,
        name="position_primary",
    ),
]
