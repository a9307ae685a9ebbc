"""Articles in three languages."""

import pytest

from ecase.law.cite import parse, words


@pytest.mark.parametrize(
    ("cite", "ru", "kk", "en"),
    [
        ("CPC 131(4)", "ст. 131 ч. 4 УПК", "ҚПК 131-бабының 4-бөлігі", "CPC art. 131(4)"),
        ("CPC 136(3)", "ст. 136 ч. 3 УПК", "ҚПК 136-бабының 3-бөлігі", "CPC art. 136(3)"),
        ("CPC 7(29)", "ст. 7 п. 29 УПК", "ҚПК 7-бабының 29) тармағы", "CPC art. 7(29)"),
        ("CC 3(29)", "ст. 3 п. 29 УК", "ҚК 3-бабының 29) тармағы", "CC art. 3(29)"),
        (
            "CPC 147(1)(4)",
            "ст. 147 ч. 1 п. 4 УПК",
            "ҚПК 147-бабы 1-бөлігінің 4) тармағы",
            "CPC art. 147(1)(4)",
        ),
        ("CC 188(3)", "ст. 188 ч. 3 УК", "ҚК 188-бабының 3-бөлігі", "CC art. 188(3)"),
        ("CPC 99", "ст. 99 УПК", "ҚПК 99-бабы", "CPC art. 99"),
        ("CPC 629-1", "ст. 629-1 УПК", "ҚПК 629-1-бабы", "CPC art. 629-1"),
        ("CPC 629-1(6)", "ст. 629-1 ч. 6 УПК", "ҚПК 629-1-бабының 6-бөлігі", "CPC art. 629-1(6)"),
        ("CPC 136(1-1)", "ст. 136 ч. 1-1 УПК", "ҚПК 136-бабының 1-1-бөлігі", "CPC art. 136(1-1)"),
        ("CPC 48-50", "ст. ст. 48–50 УПК", "ҚПК 48–50-баптары", "CPC arts 48–50"),
        (
            "CPC 131(4)(1)-(6)",
            "ст. 131 ч. 4 п. 1–6 УПК",
            "ҚПК 131-бабы 4-бөлігінің 1)–6) тармақтары",
            "CPC art. 131(4)(1–6)",
        ),
        (
            "CPC 147(2),(3), 148",
            "ст. 147 ч. 2, 3 УПК; ст. 148 УПК",
            "ҚПК 147-бабының 2, 3-бөліктері; ҚПК 148-бабы",
            "CPC art. 147(2, 3); CPC art. 148",
        ),
        ("CPC 131(4), CC 99(2)(15)", "ст. 131 ч. 4 УПК; ст. 99 ч. 2 п. 15 УК", None, None),
        (
            "GPO 89",
            "приказ Генерального Прокурора РК от 19.09.2014 № 89",
            "ҚР Бас Прокурорының 19.09.2014 № 89 бұйрығы",
            "Prosecutor General's order No. 89 of 19.09.2014",
        ),
        ("", "", "", ""),
        ("something else", "something else", "something else", "something else"),
    ],
)
def test_words(cite: str, ru: str, kk: str | None, en: str | None) -> None:
    assert words(cite, "ru") == ru
    if kk is not None:
        assert words(cite, "kk") == kk
    if en is not None:
        assert words(cite, "en") == en
        assert words(cite, "en-gb") == en


@pytest.mark.parametrize("cite", ["131(4)", "XYZ 4", "CPC", "CPC 131(4", "CPC 1(2)(3)(4)", "CPC 99, foo", "GPO 90"])
def test_malformed(cite: str) -> None:
    with pytest.raises(ValueError, match=r"citation|code|deeper"):
        parse(cite)
