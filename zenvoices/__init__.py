"""The application that puts the rooms together: `zenvoices.application.create_app`."""
