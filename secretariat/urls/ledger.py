from django.urls import path

from secretariat.views import ledger

ALL = "sekretariat/stoette/"

urlpatterns = [
    path(ALL, ledger.ledger, name="ledger"),
    path(f"{ALL}hent/", ledger.ledger_export, name="ledger_export"),
]
