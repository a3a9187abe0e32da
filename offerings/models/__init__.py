"""The offerings room: the catalogue, what networks ask for and get, sessions, seats and places."""

from offerings.models.booking import Booking, Feedback
from offerings.models.offering import AssignedOffering, Offering
from offerings.models.place import Place, Reservation
from offerings.models.request import OfferingRequest
from offerings.models.session import OfferingSession

__all__ = [
    "AssignedOffering",
    "Booking",
    "Feedback",
    "Offering",
    "OfferingRequest",
    "OfferingSession",
    "Place",
    "Reservation",
]
