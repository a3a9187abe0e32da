from django.urls import path

from networks.urls.network import HOME
from networks.views import alignment

urlpatterns = [
    path(f"{HOME}/retning/ord/<int:note_id>/", alignment.alignment_detail, name="alignment_detail"),
    path("chefernes-ord/<int:note_id>/", alignment.alignment_open, name="alignment_open"),
]
