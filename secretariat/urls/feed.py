from django.urls import path

from secretariat.views import feed

urlpatterns = [
    path("kalender/", feed.feed_page, name="feed_page"),
    path("nyt/", feed.news_page, name="news_page"),
    path("foelg/<slug:kind>/ny-adresse/", feed.feed_make, name="feed_make"),
    path("foelg/<slug:kind>/luk/", feed.feed_close, name="feed_close"),
    path("kalender/<str:key>.ics", feed.feed_file, name="feed_file"),
    path("nyt/<str:news_key>.atom", feed.news_file, name="news_file"),
]
