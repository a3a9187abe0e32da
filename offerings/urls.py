app_name = "offerings"
urlpatterns: list = []
