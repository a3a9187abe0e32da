from django.urls import path

from networks.views import attachment

urlpatterns = [
    path("filer/<uuid:attachment_id>/", attachment.attachment_file, name="attachment_file"),
    path(
        "filer/<uuid:attachment_id>/fjern/", attachment.attachment_remove, name="attachment_remove"
    ),
]
