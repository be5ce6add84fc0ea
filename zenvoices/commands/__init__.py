"""The commands of `zenvoices.cli`, a module each."""
