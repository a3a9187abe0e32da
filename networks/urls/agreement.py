from django.urls import path

from networks.urls.network import HOME
from networks.views import agreement

ALL = f"{HOME}/aftaler/"
ONE = f"{ALL}<int:agreement_id>/"

urlpatterns = [
    path(ALL, agreement.agreement_list, name="agreement_list"),
    path(f"{ALL}skriv/", agreement.agreement_write, name="agreement_write"),
    path(ONE, agreement.agreement_detail, name="agreement_detail"),
    path(f"{ONE}ret/", agreement.agreement_change, name="agreement_change"),
    path(f"{ONE}bekraeft/", agreement.agreement_confirm, name="agreement_confirm"),
    path(f"{ONE}passer/", agreement.agreement_keep, name="agreement_keep"),
]
