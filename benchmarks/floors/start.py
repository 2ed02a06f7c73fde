"""Start floors: `pass` the interpreter, `window` an empty QMainWindow painted, `libraries` Qt and SQLAlchemy."""

import importlib
import sys

from benchmarks.harness import hand_over, peak_mib, since_start


def _window() -> None:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

    class Central(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            hand_over(first_paint=since_start(), peak=peak_mib())

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    window.setCentralWidget(Central())
    window.show()
    app.exec()


def _libraries() -> None:
    importlib.import_module("PySide6.QtWidgets")
    importlib.import_module("sqlalchemy.orm")
    hand_over(first_paint=since_start(), peak=peak_mib())


if __name__ == "__main__":
    mode = sys.argv[1]
    if mode == "window":
        _window()
    elif mode == "libraries":
        _libraries()
    hand_over(first_paint=since_start(), peak=peak_mib())
