from django.urls import path

from networks.urls.network import HOME
from networks.views import promise

urlpatterns = [
    path(f"{HOME}/retning/loefte/", promise.promise_new, name="promise_new"),
    path("loefter/<int:promise_id>/", promise.promise_answer, name="promise_answer"),
]
