"""livetui follows the news live in a terminal: what happened, who said it, and what changed since."""

__version__ = "0.1.0"
"""The version of the program, as ``livetui --version`` prints it (PEP 440)."""
