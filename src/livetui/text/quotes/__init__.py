"""Quotations and who said them: tables and rules, pure, without a model.

In the order in which a text meets them: `finder` reads an update paragraph by paragraph; `marks` finds the marked
stretches (`stretch`, `signs`, `pairs`), asking the words about stray marks (`hints`, `repairs`); `tokens` makes words
of the rest, with what each can be (`cues`: the bits and the tables of the language, which `loading` makes with
`forms`, `declensions`, `segments`); `verbs`, `clauses` (`behind`), `phrases` and `mentions` (`naming`) find who does
what; `kinds` chooses the patterns for the language: `attribution` (`beside`, `gapping`, `relayed`), or those of a kind
of language in modules of their own (`verb_second`, `verb_final`, `declined`, `cases`, `genitives`, `caseless`,
`unspaced`); `cuts` takes the author's words out (`incises`, `asides`); `scare` leaves out what is no speech; `joins`
puts parted quotations together; `people` and `antecedents` know whom a pronoun stands for; `agencies` who relays.
"""

from livetui.text.quotes.finder import MOST, find_entry_quotes, find_quotes
from livetui.text.quotes.loading import has_tables, lang_tables
from livetui.text.rules import RULES

__all__ = ["MOST", "RULES", "find_entry_quotes", "find_quotes", "has_tables", "lang_tables"]
