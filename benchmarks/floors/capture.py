"""Capture floor: a line of text put into a sqlite3 file, durably, and into a QListWidget, painted. Nothing else."""

import sqlite3
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QListWidget

from benchmarks.harness import BUILD, hand_over, spread, times

OUTCOMES = 200


def _run() -> dict[str, float]:
    qt = QApplication(sys.argv[:1])
    view = QListWidget()
    view.resize(900, 440)
    view.show()
    qt.processEvents()
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        db = sqlite3.connect(Path(folder) / "w.db", isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE outcomes (id INTEGER PRIMARY KEY, text TEXT)")

        def capture(number: int) -> None:
            text = f"Example outcome {number}"
            db.execute("INSERT INTO outcomes (text) VALUES (?)", (text,))
            view.addItem(text)
            view.scrollToBottom()
            view.viewport().repaint()

        figures = spread("row", times(capture, OUTCOMES))
        db.close()
    return figures


if __name__ == "__main__":
    hand_over(**_run())
