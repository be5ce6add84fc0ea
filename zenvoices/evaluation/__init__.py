"""How the figures of recognition are shown: in the terminal, as diagrams, as a report that is one file."""
