"""Words that compare, 持平, 有所增加, 增长4倍 and 3个百分点, beside the figures that they compare."""

from dataclasses import replace

import pytest
from check_samples import assert_told, codes_of, consistent, text

FEE = "一、财政拨款“三公”经费支出决算情况说明"
OTHER = "一、其他重要事项的情况说明"
# code | what is right | what is wrong with nearly the same words; … is 公务接待费支出0.50万元
SENTENCES = (
    """
N119 | …，上年0.50万元，与上年持平。 | …，上年0.80万元，与上年持平。
N119 | …，上年0.80万元，接待批次与上年持平。 | …，上年0.80万元，公务接待费与上年持平。
N119 | …，与2021年度持平，2022年度为0.80万元。 | …，与2022年度无增减变化，2022年度为0.80万元。
N119 | 收入总计801.46万元，与上年持平，其中2022年度收入总计801.46万元。 | \
收入总计801.46万元，与上年持平，其中2022年度收入总计760.00万元。
N181 | 培训费5.00万元，上年5.60万元，与上年基本持平。 | 培训费5.00万元，上年8.00万元，与上年基本持平。
N181 | …，上年0.80万元，与上年基本持平。 | 会议费3.50万元，上年5.00万元，与上年基本持平。
N181 | 培训费5.00万元，上年4.00万元，较上年有所增加。 | 培训费5.00万元，上年5.00万元，较上年有所增加。
N181 | 培训费5.00万元，上年5.00万元，培训人数较上年增加。 | 培训费5.00万元，较上年5.00万元略有增加。
N116 | 培训费5.00万元，上年4.00万元，较上年有所增加。 | 培训费5.00万元，上年6.00万元，较上年有所增加。
N116 | 培训费5.00万元，较2022年6.00万元减少。 | 培训费5.00万元，较2022年6.00万元增加。
N116 | 培训费支出决算5.00万元，预算数6.00万元，较预算减少。 | 培训费支出决算5.00万元，预算数6.00万元，较预算增加。
N112 | …，较上年0.10万元增长4倍。 | …，较上年0.10万元增长5倍。
N112 | …，较上年增加0.40万元，增加了3.9倍。 | …，较上年增加0.40万元，增加了2.5倍。
N112 | …，较上年0.10万元增长近5倍，是上年的5倍。 | …，较上年增加0.40万元（5倍）。
N112 | …，较上年0.25万元翻了一番。 | …，较上年0.10万元翻了一番。
N112 | …，较上年0.12万元翻两番。 | …，较上年0.25万元翻两番。
N112 | …，较上年下降15%。 | …，较上年下降150%。
N112 | 年末结转和结余较上年下降150%。 | 公务接待费较上年下降150%。
N112 | 预算执行率95.00%，较上年的92.00%提高3个百分点。 | 预算执行率95.00%，较上年的92.00%提高2个百分点。
N112 | 执行率95.00%，比上年96.25%下降1.25个百分点。 | 执行率95.00%，比上年96.25%提高1.25个百分点。
N112 | 执行率95.00%，支付率96.25%，提高2个百分点。 | 执行率95.00%，比2022年度96.25%提高2个百分点。
""".replace("\\\n", "")
    .strip()
    .splitlines()
)


@pytest.mark.parametrize("row", SENTENCES)
def test_words_are_held_to_the_figures_that_they_compare(row: str) -> None:
    code, right, wrong = (part.strip().replace("…", "公务接待费支出0.50万元") for part in row.split("|"))
    assert_told(code, [text(OTHER, right)], [text(OTHER, wrong)])


# code | what is right | what is wrong
TWICE = """
N182 | 收入总计8014600元（801.46万元）。 | 收入总计8014600元（810.46万元）。
N182 | 收入总计801.46万元（即8014567.89元）。 | 收入总计801.46万元（即8041600.00元）。
N182 | 收入总计801.46万元（合0.08亿元）。 | 收入总计801.46万元（合0.80亿元）。
N182 | 公务接待费0.50万元（其中外宾接待费1000元）。 | 公务接待费0.50万元（即1000元）。
N182 | 公务接待费0.50万元（人均238元）。 | 公务接待费0.50万元，即500元。
N183 | 公务接待费5049.00元（0.50万元）。 | 公务接待费5049.00元（0.51万元）。
N101 | 公务接待费5000元（0.50万元），较上年增加1000元（0.10万元），增长25.00%。 | 公务接待费6000元（0.60万元）。
N112 | …，较上年增加1000元（0.10万元），增长25.00%。 | …，较上年增加1000元（0.10万元），增长20.00%。
""".strip().splitlines()


@pytest.mark.parametrize("row", TWICE)
def test_an_amount_in_two_units_is_one_amount(row: str) -> None:
    code, right, wrong = (part.strip().replace("…", "公务接待费支出0.50万元") for part in row.split("|"))
    assert_told(code, [text(FEE, right)], [text(FEE, wrong)])


WITHOUT_AMOUNTS = """
“三公”经费支出决算数小于年初预算数的主要原因是厉行节约。 | “三公”经费支出决算数大于年初预算数的主要原因是任务增加。
2023年度公务接待费决算小于预算数。 | 2023年度公务接待费决算大于预算数。
因公出国（境）费决算数与预算数持平。 | 公务接待费决算数与预算数持平。
各项支出决算数大于预算数。 | 公务用车运行维护费支出决算数大于预算数。
""".strip().splitlines()


@pytest.mark.parametrize("row", WITHOUT_AMOUNTS)
def test_a_sentence_without_amounts_is_held_to_form_07(row: str) -> None:
    right, wrong = (part.strip() for part in row.split("|"))
    assert_told("N116", [text(FEE, right)], [text(FEE, wrong)])


@pytest.mark.parametrize(
    ("heading", "said", "wrong"),
    [
        ("年初预算数", "年初", True),
        ("全年预算数", "年初", False),
        ("全年预算数", "全年", True),
        ("预算数", "年初", True),
        ("全年预算数", "", True),
    ],
)
def test_a_comparison_is_with_the_budget_that_it_names(heading: str, said: str, *, wrong: bool) -> None:
    """Form 07 prints 11.00 and 10.00 spent; of another budget it says nothing."""
    read = text(FEE, f"“三公”经费支出决算数大于{said}预算数。")(consistent())
    named = replace(read.facts["07"], headings={"预算数": heading})
    assert ("N116" in codes_of(replace(read, facts={**read.facts, "07": named}))) is wrong


def test_of_two_stated_budgets_the_one_named_is_compared() -> None:
    said = "培训费年初预算5.00万元，全年预算3.00万元，决算4.00万元，决算数{}{}预算数。"
    for word, stage, wrong in (("小于", "年初", False), ("大于", "年初", True), ("大于", "全年", False)):
        assert ("N116" in codes_of(text(OTHER, said.format(word, stage))(consistent()))) is wrong


def test_nearly_level_with_the_budget_may_differ_a_little() -> None:
    """Form 07 prints 10.00 planned and 9.50 spent."""
    said = "公务用车购置及运行维护费支出9.50万元，与预算{}持平。"
    assert "N116" not in codes_of(text(FEE, said.format("基本"))(consistent()))
    assert "N116" in codes_of(text(FEE, said.format(""))(consistent()))
