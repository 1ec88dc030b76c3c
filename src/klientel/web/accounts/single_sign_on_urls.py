from django.urls import path

from klientel.web.accounts import single_sign_on

urlpatterns = [
    path("", single_sign_on.oidc_login, name="oidc_login"),
    path("zurueck/", single_sign_on.oidc_callback, name="oidc_callback"),
    path(
        "abgebrochen/",
        single_sign_on.socialaccount_login_cancelled,
        name="socialaccount_login_cancelled",
    ),
]
