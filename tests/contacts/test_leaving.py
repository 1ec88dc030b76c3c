"""A colleague leaves: who looks after thousands of records leaves as quickly as others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klientel.contacts.operations.leaving import let_user_leave
from tests.factories import acting, contact, organization, user

pytestmark = pytest.mark.django_db


def reads_while_leaving(number):
    leaver, successor = user(), user()
    for _ in range(number):
        contact(account_manager=leaver)
        organization(account_manager=leaver, account_manager_deputy=successor)
    with CaptureQueriesContext(connection) as queries:
        let_user_leave(user=leaver, successor=successor, by=acting(user(role="administrator")))
    return sum(query["sql"].startswith("SELECT") for query in queries)


def test_no_record_that_is_handed_over_is_read_by_itself():
    assert reads_while_leaving(1) == reads_while_leaving(3)
