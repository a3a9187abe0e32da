from django.urls import path

from secretariat.views import sparring, sparring_after

SUPPORT = "netvaerk/<slug:slug>/stoette"
ONE = "sparring/<int:sparring_id>/"

urlpatterns = [
    path(f"{SUPPORT}/sparring/ny/", sparring.sparring_ask, name="sparring_ask"),
    path(ONE, sparring.sparring_detail, name="sparring_detail"),
    path(f"{ONE}tider/", sparring.sparring_times, name="sparring_times"),
    path(f"{ONE}vaelg/", sparring.sparring_pick, name="sparring_pick"),
    path(f"{ONE}andre-tider/", sparring.sparring_reopen, name="sparring_reopen"),
    path(f"{ONE}flyt/", sparring.sparring_move, name="sparring_move"),
    path(f"{ONE}traek-tilbage/", sparring.sparring_withdraw, name="sparring_withdraw"),
    path(f"{ONE}noter/", sparring_after.sparring_log, name="sparring_log"),
    path(f"{ONE}husk/", sparring_after.sparring_note, name="sparring_note"),
]
