"""An old .doc (or rtf): converted by LibreOffice where it is installed, and read as docx.

The converter is a large program that believes what is in a file. It runs with a profile of its own that executes no
macro and fetches nothing, neither from the network nor from other files, and with all it started it ends in time.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from mingzhang.accounts.readers.document import Document
from mingzhang.accounts.readers.docx import read_docx
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.rtf import is_cut_off
from mingzhang.findings import Place, ProblemsFound, finding

CONVERTERS = ("soffice", "libreoffice")
SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),  # none but of trusted places, which are none
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Load", "UpdateDocMode", "0"),  # never
    ("Office.Writer/Content/Update", "Link", "0"),  # never
    ("Inet/Settings", "ooInetProxyType", "2"),  # by hand: one that nobody answers
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Path, name and value of the profile's settings; one that an installation does not know, it passes over."""
SYSTEM_FONTS = "/etc/fonts/fonts.conf"
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">{system}</include><dir>{own}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
"""The fonts of the machine and ours: on a machine without any the converter ends badly, whatever the file."""


def read_doc(path: Path, file: str, meter: Meter) -> Document:
    """The document of a .doc or .rtf file. Raises ProblemsFound for a part of a file, and without a converter."""
    if is_cut_off(path.read_bytes()):
        raise ProblemsFound([finding("R104", Place(file=file))])
    program = next((found for name in CONVERTERS if (found := shutil.which(name))), None)
    if program is None:
        raise ProblemsFound([finding("R110", Place(file=file))])
    with tempfile.TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as folder:
        source, profile = Path(folder, "input.doc"), Path(folder, "profile")
        shutil.copyfile(path, source)
        _write_profile(profile)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "docx", "--outdir", folder, str(source)]
        _converted(command, _with_fonts(Path(folder)), file, meter)
        target = Path(folder) / "input.docx"
        if not target.is_file():  # an installation without its word processor converts nothing and says nothing
            raise ProblemsFound([finding("R110", Place(file=file))])
        return read_docx(target, file, meter)


def _write_profile(profile: Path) -> None:
    """The settings before the first start."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in SETTINGS
    )
    target = profile / "user" / "registrymodifications.xcu"
    target.parent.mkdir(parents=True)
    target.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}'
        "</oor:items>",
        "utf-8",
    )


def _with_fonts(folder: Path) -> dict[str, str]:
    """The environment in which the converter finds fonts."""
    import pylopdf_fonts_zh_cn as fonts

    system = os.environ.get("FONTCONFIG_FILE", SYSTEM_FONTS)
    places = {"system": system, "own": str(fonts.serif_path().parent), "cache": str(folder / "fonts")}
    settings = folder / "fonts.conf"
    settings.write_text(_FONTS.format(**{name: escape(place) for name, place in places.items()}), "utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(settings)}


def _converted(command: list[str], environment: dict[str, str], file: str, meter: Meter) -> None:
    """Runs the converter. Raises ProblemsFound where it does not end in time or ends badly."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=environment,
        )
    except OSError:
        raise ProblemsFound([finding("R104", Place(file=file))]) from None
    try:
        status = process.wait(meter.limits.seconds)
    except subprocess.TimeoutExpired:
        raise meter.too_much("转换超时", f"不超过 {meter.limits.seconds:g} 秒") from None
    finally:
        _stop(process)
    if status:
        raise ProblemsFound([finding("R104", Place(file=file))])


def _stop(process: subprocess.Popen[Any]) -> None:
    """Ends the converter with the processes that it started: the program itself is a child of its launcher."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)  # it leads a group of its own
    process.wait()
