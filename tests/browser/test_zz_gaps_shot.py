import pytest
from klientel.contacts.operations.contacts import PointEdit
from tests.browser.test_contact_pages import entered
from tests.factories import HAMBURG, contact
from tests.web.contacts.conftest import path
pytestmark=[pytest.mark.browser, pytest.mark.django_db(transaction=True)]
def test_shot(opened, anna, complaints):
    p = contact(family_name="Köhler", given_name="Jens", employer="Musterbau GmbH", address=HAMBURG,
      points=(PointEdit("phone","040 66969-142","direct"),PointEdit("phone","0176 04069311","mobile"),PointEdit("email","jens.koehler@musterbau.example"),PointEdit("phone","0176 9","mobile","private")))
    for width in (1440, 390):
        w = entered(opened(width=width), path(p,"wechsel/"))
        w.locator("label:has(input[value=yes])").nth(1).click()
        w.locator("label:has(input[value=none])").first.click()
        w.wait_for_timeout(900)
        assert w.locator("input[value=yes]").nth(1).is_checked()
        w.screenshot(path=f"/tmp/shot{width}.png", full_page=True)
    assert complaints == []
