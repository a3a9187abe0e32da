"""The web server, in the demo and in production. WEB_CONCURRENCY sets the number of processes."""

wsgi_app = "netvaerk.wsgi"
worker_class = "gthread"
threads = 8
timeout = 60
# The default lies in the user's home, which a container may not have.
control_socket_disable = True
