"""Tables: outline, headings, columns and rows over pages, and the line items in them.

The walk: words are laid out in rows (`layout`), a model names each row's role (`roles`), roles make outlines
(`outline`), white space and aligned numbers make columns (`columns`), a model names what each holds (`headings`), rows
gather their text (`rows`), and each becomes a line item with one confidence (`items`).
"""

from air.tables.find import find_tables
from air.tables.items import read_line_items
from air.tables.models import TableModels

__all__ = ["TableModels", "find_tables", "read_line_items"]
