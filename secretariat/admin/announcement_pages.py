"""An announcement is looked at before it is sent, and may be withdrawn afterwards."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netvaerk import clock
from netvaerk.desk import letter_preview
from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.mail import Letter
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from secretariat.actions.announcement import send_announcement, withdraw_announcement
from secretariat.actions.nudge_letters import letter_about
from secretariat.forms.announcement import SeenForm
from secretariat.models import Announcement, Nudge
from secretariat.permissions.announcement import (
    can_edit_announcement,
    can_withdraw_announcement,
    can_write_announcements,
)
from secretariat.queries.announcement import (
    RULE,
    announcement_wording,
    fingerprint,
    progress_of,
    reach_of,
)

SEND = "admin:secretariat_announcement_send"


@form_page
def announcement_send(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """To how many it goes, how, when and in which words; one button sends what is shown."""
    announcement = _found(request.user, announcement_id)
    form = SeenForm(posted(request))
    refusal = ""
    if form.is_valid():
        try:
            is_new = send_announcement(
                by=request.user, announcement=announcement, seen=form.cleaned_data["seen"]
            )
        except Refusal as why:
            refusal = str(why)
            announcement.refresh_from_db()
        else:
            messages.success(request, _said(is_new))
            return redirect(SEND, announcement.pk)
    context = {
        **admin.site.each_context(request),
        "title": announcement.title,
        "announcement": announcement,
        "refusal": refusal,
        **_as_it_stands(announcement, request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/secretariat/announcement/send.html", context, status=status)


@require_POST
def announcement_withdraw(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """What has not left is not sent; what has been read can't be called back."""
    announcement = _found(request.user, announcement_id)
    try:
        withdraw_announcement(by=request.user, announcement=announcement)
        messages.success(request, _("Meddelelsen er trukket tilbage. Der går ikke flere mails ud."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(SEND, announcement.pk)


def letter_of(announcement: Announcement, reader: Person) -> Letter | None:
    """The mail as the reader would get it; None before the first content has been installed."""
    wording = announcement_wording()
    if wording is None:
        return None
    nudge = Nudge(
        rule=RULE.key,
        subject=str(announcement.pk or 0),
        recipient=reader,
        since=clock.now(),
        title=announcement.title,
        place=str(announcement.pk or 0),
    )
    return letter_about(nudge, RULE, wording, news=announcement)


def _found(person: Person, announcement_id: int) -> Announcement:
    if not can_write_announcements(person):
        raise PermissionDenied
    seen = Announcement.objects.visible_to(person).select_related("sent_by", "written_by")
    return visible_or_404(seen, pk=announcement_id)


def _as_it_stands(announcement: Announcement, reader: Person) -> dict[str, Any]:
    wording = announcement_wording()
    letter = letter_of(announcement, reader)
    is_draft = can_edit_announcement(reader, announcement)
    return {
        "is_draft": is_draft,
        "may_withdraw": can_withdraw_announcement(reader, announcement),
        "seen": fingerprint(announcement),
        "is_rule_off": wording is not None and not wording.is_on,
        "reach": reach_of(announcement, wording, reader) if wording and is_draft else None,
        "progress": None if is_draft else progress_of(announcement),
        "letter": letter_preview(letter, reader.language) if letter else "",
    }


def _said(is_new: bool) -> str:
    if is_new:
        return _("Meddelelsen er sendt. Herunder kan du følge, hvor langt den er kommet.")
    return _("Meddelelsen var sendt allerede. Den er ikke sendt igen.")
