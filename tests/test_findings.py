"""The catalogue of findings is declared once, completely and in Chinese."""

import re

from mingzhang.findings import Place, catalogue


def test_every_code_is_complete() -> None:
    for code in catalogue().values():
        assert re.fullmatch(r"[A-Z]\d{3}", code.code)
        for text in (code.title, code.remedy, code.example):
            assert re.search(r"[一-鿿]", text), code.code


def test_a_place_reads_like_a_sentence() -> None:
    assert Place(file="账册.xlsx", sheet="凭证", row=12, column="借方").text() == "账册.xlsx〔凭证〕第12行“借方”列"
    assert Place(form="03", line="2080505", column="项目支出").text() == "公开03表“2080505”行“项目支出”列"
