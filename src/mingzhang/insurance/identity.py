"""Numbers that identify people, institutions and cards: shape and check digit, with what is wrong in words.

The birth region of a person is not compared with today's regions: people keep the number of a region that is gone.
"""

import re
from datetime import date

PERSON = re.compile(r"[1-9]\d{16}[\dX]")
PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PERSON_CHECKS = "10X98765432"
OLD_CODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CARD = re.compile(r"\d{13,19}")
PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
"""The first two digits that there are (GB/T 2260), with those of residence permits from Taiwan, Hong Kong, Macao."""
BIRTH = slice(6, 14)
SEX_DIGIT = 16


def person_problem(number: str, today: date) -> str:
    """What is wrong with a 公民身份号码 (GB 11643-1999); empty when nothing is."""
    number = number.strip().upper()
    if not PERSON.fullmatch(number):
        return "应为18位，前17位是数字，末位是数字或X"
    if number[:2] not in PROVINCES.split():
        return f"没有以 {number[:2]} 开头的省级代码"
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return f"出生日期 {number[BIRTH]} 不存在"
    if born > today:
        return f"出生日期 {number[BIRTH]} 晚于今天"
    expected = PERSON_CHECKS[sum(w * int(d) for w, d in zip(PERSON_WEIGHTS, number, strict=False)) % 11]
    return "" if number[-1] == expected else f"校验码应为 {expected}"


def person_birth_month(number: str) -> str:
    """As 1965-04, of a number without problems."""
    return f"{number[6:10]}-{number[10:12]}"


def person_sex(number: str) -> str:
    return "男" if int(number[SEX_DIGIT]) % 2 else "女"


def credit_code_problem(code: str) -> str:
    """What is wrong with a 统一社会信用代码 (GB 32100-2015); empty when nothing is."""
    from stdnum.cn import uscc
    from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

    code = code.strip().upper()
    try:
        uscc.validate(code)
    except InvalidLength:
        return "应为18位"
    except InvalidChecksum:
        return f"校验码应为 {uscc.calc_check_digit(code[:-1])}"
    except (InvalidFormat, ValidationError):
        return "应由数字和不含 I、O、S、V、Z 的大写字母组成"
    return ""


def organisation_code_problem(code: str) -> str:
    """What is wrong with a nine-character 组织机构代码 (GB 11714); empty when nothing is."""
    code = code.strip().upper().replace("-", "")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return "应为8位数字或大写字母加1位校验码"
    total = sum(weight * int(sign, 36) for weight, sign in zip(OLD_CODE_WEIGHTS, code, strict=False))
    expected = "0123456789X"[(11 - total % 11) % 11]
    return "" if code[-1] == expected else f"校验码应为 {expected}"


def card_problem(number: str) -> str:
    """What is wrong with a bank card's number: length and Luhn; empty when nothing is."""
    from stdnum import luhn

    number = number.strip().replace(" ", "")
    if not CARD.fullmatch(number):
        return "应为13至19位数字"
    return "" if luhn.is_valid(number) else f"校验码应为 {luhn.calc_check_digit(number[:-1])}"
