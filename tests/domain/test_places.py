"""The program finds its own files in the checkout, in an installed package and in a frozen app."""

import sys
from pathlib import Path

import pytest

from dicas_desktop.domain import places


def test_in_the_checkout_the_folders_beside_the_package_are_found() -> None:
    root = Path(places.__file__).resolve().parents[2]
    assert places.resources() == root / "resources"
    assert places.migrations() == root / "migrations"


def test_the_sample_is_the_public_record_of_nineteen_files() -> None:
    assert len(list((places.resources() / "sample").glob("*.csv"))) == 19


def test_the_fonts_come_with_their_licence() -> None:
    fonts = places.resources() / "fonts"
    assert {path.name for path in fonts.iterdir()} >= {"NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf", "OFL.txt"}
    assert "SIL Open Font License" in (fonts / "OFL.txt").read_text(encoding="utf-8")


def test_an_installed_package_carries_the_folders_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "dicas_desktop"
    (package / "_resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()  # a stranger's folder beside the package must not win
    monkeypatch.setattr(places, "_PACKAGE", package)
    assert places.resources() == package / "_resources"


def test_a_frozen_app_looks_into_its_unpacked_bundle_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "migrations").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert places.migrations() == tmp_path / "migrations"


def test_a_broken_installation_names_the_folder_it_misses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "dicas_desktop")
    with pytest.raises(FileNotFoundError, match="no folder 'resources'"):
        places.resources()
