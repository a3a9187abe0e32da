from django.urls import path

from networks.urls.network import HOME
from networks.views import learning

urlpatterns = [
    path(f"{HOME}/laering/", learning.learning_list, name="learning_list"),
    path(f"{HOME}/laering/nyt/", learning.learning_new, name="learning_new"),
    path("laering/", learning.learning_shared, name="learning_shared"),
]
