"""The library of sentences for orders: both languages, an article, a place for the facts, something for every kind."""

import pytest

from ecase.law.cite import words
from ecase.law.kinds import Hearing
from ecase.law.kinds_all import KINDS
from ecase.law.order_blocks import BLOCKS, GRANTED, REFUSED, blocks_of
from ecase.law.withheld import WITHHOLDINGS, by_cite

KAZAKH = set("әғқңөұүһі")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.code)
def test_a_block_is_whole_in_both_languages(block):
    assert "…" in block.ru and "…" in block.kk, "the facts are the judge's"
    assert not set(block.ru.lower()) & KAZAKH and set(block.kk.lower()) & KAZAKH
    assert "ё" not in block.ru.lower()
    assert words(block.cite, "ru") and words(block.cite, "kk")
    assert block.outcome in ("", GRANTED, REFUSED)
    assert block.codes <= set(KINDS)
    assert (block.text("kk"), block.text("ru")) == (block.kk, block.ru)


def test_codes_are_told_apart():
    assert len({block.code for block in BLOCKS}) == len(BLOCKS)


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.by_court], ids=lambda kind: kind.code)
def test_every_order_of_the_court_has_a_beginning_for_either_outcome(kind):
    assert blocks_of(kind, GRANTED) and blocks_of(kind, REFUSED)
    if kind.hearing is Hearing.ALWAYS:
        assert "arguments_answered" in {block.code for block in blocks_of(kind)}


def test_blocks_of_another_outcome_or_kind_are_not_offered():
    arrest = {block.code for block in blocks_of(KINDS["arrest"], GRANTED)}
    assert {"suspicion_founded", "bail_set"} <= arrest and not {"no_ground", "things_likely", "claim_secured"} & arrest


def test_what_is_withheld_is_known_by_its_article():
    assert all(by_cite(row.cite) is row for row in WITHHOLDINGS.values())
    assert by_cite("CPC 1") is None
