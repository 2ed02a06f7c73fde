"""Paper floor: typst sets a ready source of ITEMS headings, each with a paragraph and four table rows."""

import sys
from pathlib import Path

import typst

from benchmarks.harness import BUILD, ROOT, hand_over, since_start


def source(count: int) -> str:
    """Return a document of so many agenda items, some of it Japanese."""
    parts = ['#set text(font: "Noto Sans JP", size: 10pt)\n= Meeting brief\n']
    for item in range(1, count + 1):
        rows = "".join(
            f"[A-{item}-{row}],[Confirm rocket motor capacity study 品質保証計画],[NAVSEA],[2025-03-{row + 1:02d}],"
            for row in range(4)
        )
        text = f"Work package {item} for DDG-{item % 90} at Yokosuka. 次回の日米2+2までに修理計画を調整する。 " * 2
        parts.append(f"=== Agenda item {item}: 技術資料\n{text}\n#table(columns: (auto, 1fr, auto, auto), {rows})\n")
    return "".join(parts)


if __name__ == "__main__":
    items = int(sys.argv[1])
    BUILD.mkdir(parents=True, exist_ok=True)
    file = BUILD / f"floor-{items}.typ"
    file.write_text(source(items), encoding="utf-8")
    fonts = [str(ROOT / "resources" / "fonts")]
    typst.compile(str(file), output=str(Path(file).with_suffix(".pdf")), font_paths=fonts, ignore_system_fonts=True)
    hand_over(whole=since_start())
