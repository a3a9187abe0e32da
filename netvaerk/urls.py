"""Every room's addresses; named as strings, so the building imports no room."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from netvaerk import errors

urlpatterns = [
    path("", include("secretariat.urls")),
    path("", include("networks.urls")),
    path("", include("offerings.urls")),
    path("", include("netvaerk.people.urls")),
    path("api/v1/", include("secretariat.urls.api")),
    path("konto/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    from netvaerk import gallery

    urlpatterns += [path("komponenter/", gallery.show, name="gallery")]

handler400 = errors.bad_request
handler500 = errors.server_error
