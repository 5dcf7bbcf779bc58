"""An old .doc (or rtf): converted by LibreOffice where it is installed, and read as docx."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from mingzhang.accounts.readers.document import Document
from mingzhang.accounts.readers.docx import read_docx
from mingzhang.accounts.readers.limits import Meter
from mingzhang.findings import Place, ProblemsFound, finding

CONVERTERS = ("soffice", "libreoffice")


def read_doc(path: Path, file: str, meter: Meter) -> Document:
    """The document of a .doc file. Raises ProblemsFound where no converter is installed or it fails."""
    program = next((found for name in CONVERTERS if (found := shutil.which(name))), None)
    if program is None:
        raise ProblemsFound([finding("R110", Place(file=file))])
    with tempfile.TemporaryDirectory(prefix="mingzhang-") as folder:
        source = Path(folder) / "input.doc"
        shutil.copyfile(path, source)
        # a profile of its own: macros stay off, and nothing of the user's is touched
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        try:
            subprocess.run(
                [*command, "--outdir", folder, str(source)],
                check=True,
                capture_output=True,
                timeout=meter.limits.seconds,
            )
        except subprocess.TimeoutExpired:
            raise meter.too_much("转换超时", f"不超过 {meter.limits.seconds:g} 秒") from None
        except (subprocess.CalledProcessError, OSError):
            raise ProblemsFound([finding("R104", Place(file=file))]) from None
        target = Path(folder) / "input.docx"
        if not target.is_file():  # an installation without its word processor converts nothing and says nothing
            raise ProblemsFound([finding("R110", Place(file=file))])
        return read_docx(target, file, meter)
