"""Quotations and who said them: tables and rules, pure, without a model.

In the order in which a text meets them: `finder` reads an update paragraph by paragraph; `marks` finds the marked
stretches (`pairs`); `tokens` makes words of the rest, with what each can be (`cues`, the tables of the language;
`forms`, `declensions`, `segments`); `verbs`, `clauses`, `phrases` and `mentions` find who does what; `attribution`
tries the patterns, with those of a kind of language in modules of their own (`verb_second`, `verb_final`, `declined`,
`caseless`, `unspaced`); `incises` and `asides` cut the author's words out; `scare` leaves out what is no speech;
`joins` puts parted quotations together; `people` and `antecedents` know whom a pronoun stands for; `agencies` who
relays.
"""

from livetui.text.quotes.cues import has_tables, lang_tables
from livetui.text.quotes.finder import MOST, find_entry_quotes, find_quotes
from livetui.text.rules import RULES

__all__ = ["MOST", "RULES", "find_entry_quotes", "find_quotes", "has_tables", "lang_tables"]
