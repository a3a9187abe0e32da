from django.urls import path

from networks.urls.network import HOME
from networks.views import assumption, trial

ALL = f"{HOME}/antagelser"
ONE = f"{ALL}/<int:assumption_id>"
TRIAL = f"{ONE}/proev/<int:trial_id>"

urlpatterns = [
    path(f"{ALL}/", assumption.assumption_list, name="assumption_list"),
    path(f"{ALL}/ny/", assumption.assumption_new, name="assumption_new"),
    path(f"{ONE}/", assumption.assumption_detail, name="assumption_detail"),
    path(f"{ONE}/ret/", assumption.assumption_edit, name="assumption_edit"),
    path(f"{ONE}/blev-til/", assumption.assumption_settle, name="assumption_settle"),
    path(f"{ONE}/aabn/", assumption.assumption_reopen, name="assumption_reopen"),
    path(f"{ONE}/proev/", trial.trial_new, name="trial_new"),
    path(f"{TRIAL}/ret/", trial.trial_edit, name="trial_edit"),
    path(f"{TRIAL}/saa/", trial.trial_note, name="trial_note"),
    path("laering/faldne/", assumption.assumption_fallen, name="assumption_fallen"),
]
