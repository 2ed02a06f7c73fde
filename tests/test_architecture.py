"""Rules of the house that no linter measures: size, empty packages, no place of one machine, no Qt in the commands."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dicas_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FUNCTION, MOST_METHODS, LONGEST_FILE = 40, 15, 400
# The worker's end and the command runner: what they catch goes to a person or to the one hook.
BOUNDARIES = ["dicas_desktop/cli/main.py", "dicas_desktop/ui/work.py"]
# Python and Qt call these by name; a class has as many of them as its protocol needs.
CALLED_BY_OTHERS = re.compile(
    r"^__\w+__$|.*Event$|^(rowCount|columnCount|data|setData|headerData|flags|index|parent|sort|canFetchMore|fetchMore|hasChildren"
    r"|mimeData|mimeTypes|dropMimeData|supportedDropActions|roleNames|paint|paintRow|sizeHint|minimumSizeHint"
    r"|createEditor|setEditorData|setModelData|updateEditorGeometry|initStyleOption|helpEvent|eventFilter|event"
    r"|accept|reject|done|validate|fixup|heightForWidth|hasHeightForWidth|addItem|count|itemAt|takeAt|setGeometry"
    r"|scrollContentsBy|viewportSizeHint|visualRect|indexAt|drawControl|pixelMetric|styleHint|polish|text|role|rect"
    r"|childCount|child|interface|state|isValid|object)$"
)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def tracked_files() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {length}"
        for path in MODULES
        for node in functions(tree_of(path))
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_class_has_more_than_fifteen_methods_besides_those_that_python_and_qt_call() -> None:
    wide = []
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                own = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
                counted = [part.name for part in own if not CALLED_BY_OTHERS.match(part.name)]
                if len(counted) > MOST_METHODS:
                    wide.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {len(counted)}")
    assert wide == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert [f"{path.relative_to(ROOT)} {n}" for path, n in counted.items() if n > LONGEST_FILE] == []


def test_package_init_files_are_empty() -> None:
    packages = [path for path in MODULES if path.name == "__init__.py"]
    assert packages
    assert [str(path) for path in packages if path.read_text(encoding="utf-8").strip()] == []


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_every_lint_exception_has_its_reason_beside_it() -> None:
    bare = re.compile(r"#\s*(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[^\]]*\])?)\s*$")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []


def late_imports(path: Path) -> Iterator[int]:
    """Line of the first import of each run of imports inside a function."""
    for function in functions(tree_of(path)):
        for node in ast.walk(function):
            for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
                parts = body if isinstance(body, list) else []
                for before, part in zip([None, *parts], parts, strict=False):
                    if isinstance(part, ast.Import | ast.ImportFrom) and type(before) is not type(part):
                        yield part.lineno


def test_every_import_inside_a_function_has_its_reason_beside_it() -> None:
    """The commands import what each needs, which the head of cli.py says once for all of them."""
    silent = set()
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").splitlines()
        if path.name != "cli.py":
            silent |= {
                f"{path.relative_to(ROOT)}:{n}" for n in late_imports(path) if "#" not in "".join(lines[n - 2 : n])
            }
    assert silent == set()


def test_nothing_is_left_over() -> None:
    # Put together here, so that this file does not find itself.
    words = re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error", "breakpoint" + r"\("])
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*MODULES, *(ROOT / "tests").rglob("*.py")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert found == []


def test_only_the_two_boundaries_catch_everything_once_each() -> None:
    broad = [
        str(path.relative_to(ROOT))
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert len(broad) == len(set(broad))
    assert set(broad) <= set(BOUNDARIES)


def test_no_tracked_text_names_a_place_of_one_machine_or_a_registry() -> None:
    places = [str(ROOT) + "/", str(Path.home()) + "/"]
    registry = re.compile(r"(index-url|find-links|registry|resolved)[\"' :=]+[\"']?https?:")
    named = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        text = content.decode("utf-8", errors="replace")
        if any(place in text for place in places) or registry.search(text):
            named.append(str(path.relative_to(ROOT)))
    assert named == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_everything_with_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.split(r"\n(?=[a-z])", text)[1:]
    assert pins
    assert [pin.splitlines()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert "://" not in text
    assert "--find-links" not in text


def imported_by(*arguments: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "dicas_desktop", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[-1].strip() for line in lines}


def test_the_command_line_imports_no_qt() -> None:
    modules = imported_by("--help")
    assert "dicas_desktop.cli" in modules
    assert {name for name in modules if name.startswith(("PySide6", "shiboken6"))} == set()


def test_help_does_not_wait_for_the_database_library() -> None:
    assert {name for name in imported_by("--help") if name.split(".")[0] in {"sqlalchemy", "alembic"}} == set()


def test_a_void_call_of_qt_loses_no_reference_to_none() -> None:
    """PySide6 6.12.0 loses one at each call on Python 3.10 and 3.11, until the interpreter aborts."""
    script = (
        "import sys; from PySide6.QtCore import QObject; part = QObject(); spare = [None] * 100_000\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(20_000): part.setObjectName('x')\n"
        "print(sys.getrefcount(None) - before)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(run.stdout) > -100
