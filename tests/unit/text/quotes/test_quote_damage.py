"""What a damaged mark costs: the speakers of clean texts are mostly found all the same."""

from __future__ import annotations

import random

from livetui.text.quotes import find_quotes
from quotedamage import accuracy, clean, dropped, mutated, swapped
from quotekit import CASES

TEXTS = clean(case for cases in CASES.values() for case in cases)


def test_a_swapped_mark_costs_little() -> None:
    """With one mark turned into the other of its pair, nearly every speaker stays."""
    assert accuracy(TEXTS, lambda text: [text]) == 1
    assert accuracy(TEXTS, swapped) >= 0.95


def test_a_dropped_mark_is_mended_where_words_tell() -> None:
    """Most texts hold one pair of marks, so that half of what tells is gone."""
    assert accuracy(TEXTS, dropped) >= 0.72


def test_mutated_texts_raise_nothing() -> None:
    """Texts cut, doubled and turned about anywhere are read, and spans stay in them."""
    chance = random.Random(11)
    texts = [case.text for cases in CASES.values() for case in cases]
    for _ in range(400):
        text = mutated("\n".join(chance.choices(texts, k=2)), chance)
        for quote in find_quotes(text, chance.choice([*CASES])):
            assert all(0 <= a < b <= len(text) for a, b in quote.segments)
