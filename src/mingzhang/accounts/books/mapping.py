"""How a unit's voucher export is read: which column is which, and where each dimension stands. Part of 单位.yaml."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

FIELDS = {
    "date": "日期",
    "voucher": "凭证号",
    "line": "分录号",
    "account": "科目",
    "debit": "借方",
    "credit": "贷方",
    "memo": "摘要",
    "fund": "资金",
    "source": "来源",
    "function": "功能科目",
    "kind": "支出类型",
    "economic": "经济科目",
    "project": "项目",
    "counterpart": "对方单位",
}
"""The columns of vouchers, by the names that code and users give them."""
SIDES = ("debit", "credit")
SIGNED = {"amount": "金额", "direction": "方向"}
"""One amount with its direction, in place of the two sides."""
DATE_PARTS = {"year": "年", "period": "期间", "month": "月", "day": "日", "month_day": "月日"}
"""Columns that make a date together."""
SEVERAL = ("凭证号", "摘要")
"""Columns of ours that may stand in several columns of the file: the word and the number of a voucher."""
JOIN = "-"
"""Between the parts of a voucher number."""
DIMENSIONS = ("project", "fund", "source", "function", "kind", "economic")
"""What lines are told apart by, besides their account. Whom money came from or went to is a text of each line."""

FieldName = Literal[
    "日期",
    "凭证号",
    "分录号",
    "科目",
    "借方",
    "贷方",
    "摘要",
    "资金",
    "来源",
    "功能科目",
    "支出类型",
    "经济科目",
    "项目",
    "对方单位",
    "金额",
    "方向",
]
FirstLineName = Literal["日期", "凭证号", "摘要"]
PartName = Literal["年", "期间", "月", "日", "月日"]
DimensionName = Literal["资金", "来源", "功能科目", "支出类型", "经济科目", "项目", "对方单位"]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str | int | dict) else value


def _texts(value: Any) -> Any:
    """Codes that YAML read as numbers are texts again."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_texts)]


class SegmentRule(_Settings):
    """The dimensions that stand in the segments of an account code, such as 7201.01.02.2080505.30108."""

    accounts: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = Field(alias="科目", min_length=1)
    """Leading parts of the accounts that the rule is for."""
    separator: str | None = Field(default=None, alias="分隔", min_length=1)
    widths: tuple[Annotated[int, Field(ge=1)], ...] | None = Field(default=None, alias="宽度")
    segments: dict[Annotated[int, Field(ge=1)], DimensionName] = Field(alias="段")
    """Number of the segment, the account itself being 1 → what stands there."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.separator is None) == (self.widths is None):
            raise ValueError("“分隔”和“宽度”须写明其中一项，且只写一项")
        if self.widths is not None and max(self.segments, default=0) > len(self.widths):
            raise ValueError("“段”的序号超过了“宽度”的个数")
        if len(set(self.segments.values())) < len(self.segments):
            raise ValueError("“段”里同一个维度出现了两次")
        return self


class AuxiliaryColumn(_Settings):
    """A column of auxiliary accounting (辅助核算), and the part of its text that counts."""

    column: str = Field(alias="列", min_length=1)
    pattern: str | None = Field(default=None, alias="样式")
    """A regular expression with one group, e.g. 经济科目:(\\d+); a text that does not match says nothing."""

    @field_validator("pattern")
    @classmethod
    def _has_one_group(cls, value: str | None) -> str | None:
        try:
            groups = re.compile(value).groups if value is not None else 1
        except re.error:
            raise ValueError("“样式”不是正则表达式") from None
        if groups != 1:
            raise ValueError("“样式”里须有且只有一对括号，括出要取的部分")
        return value


def _auxiliary(value: Any) -> Any:
    return [{"列": item} if isinstance(item, str) else item for item in _listed(value)]


class VoucherSettings(_Settings):
    """The part 凭证 of a unit's file. Everything has a default, for books that use our column names and words."""

    files: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field(default=(), alias="文件")
    """Patterns of file names inside the books folder; none means the table 凭证."""
    sheets: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = Field(default=(), alias="工作表")
    """Patterns of the sheets of those files; none means every sheet that has the columns."""
    columns: dict[FieldName, Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(min_length=1)]] = Field(
        default_factory=dict, alias="列"
    )
    """Our name → the name that the file uses, or the names that make it together."""
    date_parts: dict[PartName, Text] = Field(default_factory=dict, alias="日期")
    """The columns that make the date; what they do not say is taken from titles, sheet, file and the unit's year."""
    first_line_only: Annotated[tuple[FirstLineName, ...], BeforeValidator(_listed)] = Field(
        default=(), alias="只写首行"
    )
    """Columns of ours that stand in the first line of a voucher only."""
    numbering: Literal["日", "月", "年"] = Field(default="月", alias="编号范围")
    """How long a voucher number stays unique."""
    segments: Annotated[tuple[SegmentRule, ...], BeforeValidator(_listed)] = Field(default=(), alias="科目段")
    by_account: dict[Text, dict[DimensionName, Text]] = Field(default_factory=dict, alias="按科目")
    """Leading part of an account → the dimensions that it settles; the longest part that speaks wins."""
    auxiliary: dict[DimensionName, Annotated[tuple[AuxiliaryColumn, ...], BeforeValidator(_auxiliary)]] = Field(
        default_factory=dict, alias="辅助列"
    )
    """The first of these columns that says something."""
    values: dict[DimensionName | Literal["科目", "方向"], dict[Text, Text]] = Field(default_factory=dict, alias="对照")
    """Their words → ours, by dimension and for the direction; accounts by their leading part."""

    @model_validator(mode="after")
    def _told_once(self) -> Self:
        for name, columns in self.columns.items():
            if len(columns) > 1 and name not in SEVERAL:
                raise ValueError(f"“列.{name}”只能是一列，只有{'、'.join(SEVERAL)}可以由几列合成")
        if self.date_parts and "日期" in self.columns:
            raise ValueError("日期或者在“列.日期”里写一列，或者在“日期”里写年、期间、月、日或月日各列，只写其一")
        if self.date_parts and len({"日", "月日"} & self.date_parts.keys()) != 1:
            raise ValueError("“日期”里要写明哪一列是“日”，或哪一列是“月日”（如 01-05）")
        if self.signed and {FIELDS[side] for side in SIDES} & set(self.columns):
            raise ValueError("“列”里写了金额就不写借方、贷方，只写其一")
        if "方向" in self.columns and not self.signed:
            raise ValueError("“列”里写了方向，还要写明哪一列是金额")
        return self

    @property
    def signed(self) -> bool:
        """Whether one amount stands in place of two sides."""
        return SIGNED["amount"] in self.columns

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields that every file must have."""
        sides = ("amount",) if self.signed else SIDES
        return ("date", "voucher", "account", *sides)

    def columns_of(self, field: str) -> tuple[str, ...]:
        """The columns of the unit's file that make a field of ours."""
        if field == "date" and self.date_parts:
            return tuple(self.date_parts.values())
        name: Any = FIELDS[field] if field in FIELDS else SIGNED[field]
        return self.columns.get(name, (name,))

    def column(self, field: str) -> str:
        """What the unit's file calls a field of ours."""
        return "、".join(self.columns_of(field))

    def auxiliary_columns(self) -> list[str]:
        return list(dict.fromkeys(item.column for items in self.auxiliary.values() for item in items))
