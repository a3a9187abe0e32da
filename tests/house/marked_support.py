"""A mark in every text around a network's support, for the walk that looks for them elsewhere."""

from offerings.models import AssignedOffering, Booking, Feedback, OfferingRequest
from secretariat.models import SparringNote, SparringSession


def mark_support(world, marks, staff: list[str]) -> None:
    """What the secretariat must read to help; notes are for those who were there alone."""
    SparringSession.objects.update(
        question=marks.new("the question of a sparring", *staff),
        where=marks.new("where a sparring is held", *staff),
    )
    SparringNote.objects.update(text=marks.new("a note of what was said"))
    OfferingRequest.objects.update(
        words=marks.new("why an offering was asked for", *staff),
        answer=marks.new("what the secretariat answered", *staff),
    )
    AssignedOffering.objects.update(note=marks.new("why an offering was given", *staff))
    booking = Booking.objects.get(pk=world.arguments["offerings:booking_feedback", "booking_id"])
    words = marks.new("what should be different next time", *staff)
    Feedback.objects.create(booking=booking, usefulness="now", words=words)


def rewrite_support(other: str) -> None:
    """Every text says something else."""
    SparringSession.objects.update(question=other[:300], where=other[:200])
    SparringNote.objects.update(text=other)
    OfferingRequest.objects.update(words=other, answer=other)
    AssignedOffering.objects.update(note=other[:300])
    Feedback.objects.update(words=other)
