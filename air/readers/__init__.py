"""Reading documents: bytes to pages of lines of words."""

from air.readers.dispatch import read_document
from air.readers.process import ReaderProcess
from air.readers.settings import ReaderSettings

__all__ = ["ReaderProcess", "ReaderSettings", "read_document"]
