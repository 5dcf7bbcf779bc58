"""The page on book formats names every column and every key that there is."""

from pathlib import Path

from mingzhang.accounts.books.mapping import FIELDS, AuxiliaryColumn, SegmentRule, VoucherSettings
from mingzhang.accounts.books.projects import CODE, COLUMNS

PAGE = Path(__file__).parent.parent.parent / "docs" / "books.md"


def test_every_column_and_key_is_documented() -> None:
    text = PAGE.read_text("utf-8")
    models = (VoucherSettings, SegmentRule, AuxiliaryColumn)
    keys = [field.alias or name for model in models for name, field in model.model_fields.items()]
    missing = [name for name in (*keys, *FIELDS.values(), CODE, *COLUMNS.values()) if name not in text]
    assert missing == []


def test_the_example_of_the_page_is_accepted() -> None:
    import yaml

    example = PAGE.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    settings = VoucherSettings.model_validate(yaml.safe_load(example)["凭证"])
    assert settings.column("account") == "科目编码"
    assert settings.segments[0].accounts == ("7101", "7201")
