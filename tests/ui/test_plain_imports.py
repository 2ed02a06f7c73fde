"""A start reads no source of its own modules, which PySide would search after every import."""

import subprocess
import sys
from pathlib import Path

LINES = """
import sys
import PySide6.QtCore
from dicas_desktop.ui.plain_imports import search_no_modules
if sys.argv[1] == "plain":
    search_no_modules()
sys.path.insert(0, sys.argv[2])
import example_module
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QTreeView
from shibokensupport import feature
class Example(QLabel):
    said = Signal(str)
app = QCoreApplication([])
print(feature.pyside_feature_dict.get("example_module"), Example.setText.__name__, example_module.WORD)
"""


def said(way: str, folder: Path) -> str:
    """What a process prints that imports a module that names PySide, in the plain way or the usual one."""
    (folder / "example_module.py").write_text("WORD = 'PySide6'\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", LINES, way, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout.strip()


def test_no_module_is_searched_and_classes_of_qt_are_there_as_ever(tmp_path: Path) -> None:
    assert said("plain", tmp_path) == "None setText PySide6"


def test_pyside_would_search_it(tmp_path: Path) -> None:
    assert said("usual", tmp_path) == "0 setText PySide6"


def test_what_is_not_there_is_left_out_and_again_changes_nothing() -> None:
    lines = (
        "import builtins\nfrom dicas_desktop.ui.plain_imports import search_no_modules\n"
        "own = builtins.__import__\nsearch_no_modules()\nassert builtins.__import__ is own\n"
        "import PySide6.QtCore\nsearch_no_modules()\nfirst = builtins.__import__\nsearch_no_modules()\n"
        "assert builtins.__import__ is first is not builtins.__feature_import__\n"
    )
    subprocess.run([sys.executable, "-c", lines], check=True, timeout=60)
