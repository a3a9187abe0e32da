from offerings.urls import booking, offering, place, session

app_name = "offerings"
urlpatterns = [
    *offering.urlpatterns,
    *place.urlpatterns,
    *session.urlpatterns,
    *booking.urlpatterns,
]
