"""What a WSGI server runs: `gunicorn wsgi:application`."""

from zenvoices.application import create_app

application = create_app()
