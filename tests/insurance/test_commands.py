"""What a user meets: a case becomes a statement, through the command line."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from .running import CASE, case, run


def test_retire(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "retire", "--born", "1975-05", "--sex", "F", "--post", "worker")
    assert status == 0
    assert "法定退休年月：2025-08" in out
    assert "193.8" in out


def test_a_case_becomes_a_statement(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    outputs = [tmp_path / f"核定表.{kind}" for kind in ("pdf", "docx", "json")]
    options = [word for output in outputs for word in ("-o", output)]
    status, out, err = run(capsys, "award", case(tmp_path, CASE), *options)
    assert status == 0
    assert "月支付额：4,796.00 元" in out
    assert "（8,266.00 + 6,656.6098） ÷ 2 × 39.25 × 1% ＝ 2,928.56217325，四舍五入到分" in out
    assert "（预发）" in out
    assert err == ""
    assert outputs[0].read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(outputs[1].read_bytes())) as document:
        text = document.read("word/document.xml").decode()
    assert "2,928.56 元" in text
    assert "辽人社〔2024〕17号" in text
    assert json.loads(outputs[2].read_text("utf-8"))["结果"]["值"] == "4,796.00 元"


def test_early_retirement_for_illness_is_doubted_since_2025(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, "award", case(tmp_path, CASE + '退休类型 = "因病"\n'))
    assert status == 0
    assert "案卷的待遇写“病残津贴”" in out
    _, out, _ = run(capsys, "award", case(tmp_path, CASE))
    assert "病残津贴" not in out


def test_the_recomputation_of_a_provisional_award(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    prior = tmp_path / "预发.json"
    run(capsys, "award", case(tmp_path, CASE), "-o", prior)
    again = case(tmp_path, CASE.replace("核定年月 = 2025-04", "核定年月 = 2025-10"))
    status, out, _ = run(capsys, "award", again, "--prior", prior, "-o", tmp_path / "重算.pdf")
    assert status == 0
    assert "（预发）" not in out
    assert "2025-05     4,796.00      4,856.00         60.00" in out
    assert "共 6 个月，合计应补发 360.00 元" in out
    asked = ["award", again, "--prior", prior, "--until", "2025-09", "--stopped", "2025-07", "--json"]
    _, out, _ = run(capsys, *asked)
    assert json.loads(out)["重算"]["合计"] == "-9412.00"  # 3 × 60 − 2 × 4796


def test_what_was_really_paid_and_yearly_raises_are_settled(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    prior = tmp_path / "预发.json"
    run(capsys, "award", case(tmp_path, CASE), "-o", prior)
    steps = "[[已发放]]\n起 = 2025-07\n月额 = 4800\n[[待遇调整]]\n起 = 2025-08\n月增加额 = 100.50\n"
    text = CASE.replace("核定年月 = 2025-04", "核定年月 = 2025-10")
    status, out, _ = run(capsys, "award", case(tmp_path, text + steps), "--prior", prior, "--until", "2025-08")
    assert status == 0
    assert "2025-06     4,796.00      4,856.00         60.00" in out
    assert "2025-07     4,800.00      4,856.00         56.00" in out
    assert "2025-08     4,800.00      4,956.50        156.50" in out
    assert "共 4 个月，合计应补发 332.50 元" in out
    wrong = steps.replace("4800", '"四千八"')
    status, out, err = run(capsys, "award", case(tmp_path, text + wrong), "--prior", prior)
    assert (status, out) == (1, "")
    assert "I204" in err


def test_a_case_may_state_what_the_law_does_not_hold(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A form of a province whose ways of computing are not delivered."""
    text = """
参保地 = "新疆"
退休年月 = 2025-02
计发基数 = 8000.00
缴费年限 = 20.5
过渡性缴费年限 = 5.25
平均缴费指数 = 0.9
过渡性指数 = 1.0
过渡计发基数 = 3000
个人账户储存额 = 50000
计发月数 = 138.4
[[参数]]
参数 = "过渡公式"
值 = "指数化工资"
起 = 2025-01
依据 = "核定表所载"
[[参数]]
参数 = "过渡系数"
值 = "1.3%"
起 = 2025-01
依据 = "核定表所载"
[[参数]]
参数 = "支付额取整"
值 = "见分进角"
起 = 2025-01
依据 = "核定表所载"
"""
    status, out, _ = run(capsys, "award", case(tmp_path, text))
    assert status == 0
    # 8000×1.9÷2×20.5×1% = 1558.00; 50000÷138.4 = 361.27; 3000×1.0×5.25×1.3% = 204.75
    assert "月基本养老金             2,124.02 元" in out
    assert "月支付额：2,124.10 元" in out


def test_parameters_may_stand_among_the_facts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Form E again, as if nothing of its province were known."""
    text = """
参保地 = "新疆"
出生年月 = 1965-11
退休年月 = 2026-02
计发基数 = 7999
缴费月数 = 510
过渡性缴费月数 = 147
平均缴费指数 = 0.8498
个人账户储存额 = 115090.38
年限取位 = "进到一位小数"
过渡公式 = "指数化工资"
过渡系数 = "1.3%"
"""
    status, out, _ = run(capsys, "award", case(tmp_path, text))
    assert status == 0
    assert "月支付额：5,069.44 元" in out
    assert "过渡系数 新疆维吾尔自治区 （不限） 至 今：1.3%（案卷载明；原文）" in out
    status, _, err = run(capsys, "award", case(tmp_path, text.replace("进到一位小数", "随便")))
    assert status == 1
    assert "四舍五入到两位小数" in err


@pytest.mark.parametrize("name", ["提前退休.toml", "逐年记录.toml", "转移接续.toml", "权益记录.toml", "城乡衔接.toml"])
def test_the_examples_run(capsys: pytest.CaptureFixture[str], name: str) -> None:
    folder = Path(__file__).parents[2] / "examples" / "insurance"
    status, out, _ = run(capsys, "award", folder / name, "--law", folder / "示例参数.csv")
    assert status == 0
    assert "依据" in out


def test_the_template_is_a_file_that_can_be_used(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, "law", "--template")
    own = tmp_path / "本市.csv"
    own.write_text(out, "utf-8")
    status, out, _ = run(capsys, "law", "计发基数", "--region", "盘锦", "--at", "2026-03", "--law", own)
    assert status == 0
    assert "7,400.00 元" in out
