from django.urls import path

from ics_portal.core.notify import views

app_name = "notify"

urlpatterns = [path("account/notices/", views.choices, name="choices")]
