from django.urls import path

from networks.views import decision, proposal, sharpening, writing

ONE = "forslag/<uuid:proposal_id>/"

urlpatterns = [
    path("forslag/", proposal.proposal_list, name="proposal_list"),
    path("forslag/nyt/", writing.proposal_new, name="proposal_new"),
    path(ONE, proposal.proposal_detail, name="proposal_detail"),
    path(f"{ONE}rediger/", writing.proposal_edit, name="proposal_edit"),
    path(f"{ONE}rediger/<str:section>/", writing.proposal_section, name="proposal_section"),
    path(f"{ONE}send/", writing.proposal_submit, name="proposal_submit"),
    path(f"{ONE}traek-tilbage/", proposal.proposal_withdraw, name="proposal_withdraw"),
    path(f"{ONE}kommentar/", sharpening.proposal_comment, name="proposal_comment"),
    path(f"{ONE}send-tilbage/", sharpening.proposal_return, name="proposal_return"),
    path(f"{ONE}send-videre/", sharpening.proposal_forward, name="proposal_forward"),
    path(f"{ONE}beslut/", decision.proposal_decide, name="proposal_decide"),
    path(f"{ONE}genaabn/", decision.proposal_reopen, name="proposal_reopen"),
]
