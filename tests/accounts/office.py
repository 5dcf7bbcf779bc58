"""LibreOffice for tests: the fonts it sees are ours, so that what it makes of a file is the same on every machine."""

import os
import shutil
import subprocess
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts
import pytest

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
_PARTS = {"writer": ("libswlo.so", "swlo.dll", "swriter"), "calc": ("libsclo.so", "sclo.dll", "scalc")}


def convert(files: list[Path], kind: str, folder: Path, part: str = "writer") -> list[Path]:
    """The files as LibreOffice converts them to `kind`, in `folder`; skips where it, or this part of it, is missing."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("没有安装 LibreOffice，转换检查略过")
    if not any((Path(program).resolve().parent / name).exists() for name in _PARTS[part]):
        pytest.skip(f"LibreOffice 没有 {part} 部分，转换检查略过")
    seen = our_fonts(folder)
    profile = (folder / "office" / "profile").as_uri()
    call = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run([*call, "--outdir", folder, *files], capture_output=True, check=True, timeout=240, env=seen)
    return [folder / path.with_suffix(f".{kind.partition(':')[0]}").name for path in files]


def our_fonts(folder: Path) -> dict[str, str]:
    """An environment in which programs see our fonts only; what they keep of them stands in the folder."""
    home = folder / "office"
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "fonts.conf"
    settings.write_text(_FONTS.format(folder=fonts.serif_path().parent, cache=home / "cache"), "utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(settings)}
