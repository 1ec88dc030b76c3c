from django.urls import path

from klientel.web.duplicates.views import duplicate_check

urlpatterns = [path("dubletten/<slug:kind>/", duplicate_check, name="duplicate_check")]
