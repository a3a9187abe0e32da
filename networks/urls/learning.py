from django.urls import path

from networks.urls.network import HOME
from networks.views import learning, learning_shared, learning_writing

LOG = f"{HOME}/laering"
DRAFT, CARD = f"{LOG}/kladde", f"{LOG}/<int:entry_id>"

urlpatterns = [
    path(f"{LOG}/", learning.learning_list, name="learning_list"),
    path(f"{LOG}/nyt/", learning_writing.learning_new, name="learning_new"),
    path(f"{DRAFT}/", learning_writing.learning_draft, name="learning_draft"),
    path(
        f"{DRAFT}/<uuid:form_key>/smid-ud/",
        learning_writing.learning_draft_discard,
        name="learning_draft_discard",
    ),
    path(f"{CARD}/", learning.learning_detail, name="learning_detail"),
    path(f"{CARD}/ret/", learning_writing.learning_edit, name="learning_edit"),
    path(f"{CARD}/ord/", learning.learning_comment, name="learning_comment"),
    path("laering/", learning_shared.learning_shared, name="learning_shared"),
]
