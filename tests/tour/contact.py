"""The contact sheet: every picture of the tour on one page, as HTML for a browser and as one small PNG."""

import html
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.tour.screens import LANGUAGES, WIDTHS, Screen

FONT = Path(__file__).resolve().parents[2] / "static" / "vendor" / "fonts-pdf" / "NotoSans-Regular.ttf"
COLUMNS = {1366: 200, 390: 58}  # width of a thumbnail, by the width of its screen
HEIGHT, GAP, LABEL = 126, 6, 150


def picture_of(folder: Path, screen: Screen, language: str, width: int) -> Path:
    return folder / (screen.person or "nobody") / language / f"{screen.name}-{width}.png"


def write_page(folder: Path, screens: list[Screen], notes: list[str]) -> None:
    """`index.html`: a row a screen, a column a language and width; each opens the full picture."""
    columns = [(width, language) for width in WIDTHS for language in LANGUAGES]
    head = "".join(f"<th>{language}, {width}</th>" for width, language in columns)
    rows = []
    for screen in screens:
        cells = []
        for width, language in columns:
            path = picture_of(folder, screen, language, width).relative_to(folder)
            cells.append(f'<td><a href="{path}"><img src="{path}" loading="lazy" alt=""></a></td>')
        rows.append(
            f"<tr><th>{html.escape(screen.person or 'nobody')}<br>{html.escape(screen.name)}</th>{''.join(cells)}</tr>"
        )
    style = (
        "body{font:14px sans-serif}img{max-width:210px;max-height:160px;border:1px solid #999}td{vertical-align:top}"
    )
    told = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    (folder / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>Tour</title><style>{style}</style>"
        f"<h1>Tour</h1><ul>{told}</ul><table><tr><th></th>{head}</tr>{''.join(rows)}</table>"
    )


def write_sheet(folder: Path, screens: list[Screen]) -> Path:
    """`contact.png`: the top of every screen, in few colours: it is kept in the repository."""
    font = ImageFont.truetype(str(FONT), 13) if FONT.exists() else ImageFont.load_default()
    columns = [(width, language) for width in WIDTHS for language in LANGUAGES]
    wide = LABEL + sum(COLUMNS[width] + GAP for width, _ in columns)
    sheet = Image.new("RGB", (wide, 24 + len(screens) * (HEIGHT + GAP)), "#dfe3e6")
    pen = ImageDraw.Draw(sheet)
    across = LABEL
    for width, language in columns:
        pen.text((across, 4), f"{language} {width}", fill="#0b0c0c", font=font)
        across += COLUMNS[width] + GAP
    for place, screen in enumerate(screens):
        top, across = 24 + place * (HEIGHT + GAP), LABEL
        pen.text((6, top + 4), f"{screen.person or 'nobody'}\n{screen.name}", fill="#0b0c0c", font=font)
        for width, language in columns:
            with Image.open(picture_of(folder, screen, language, width)) as full:
                scale = COLUMNS[width] / full.width
                cut = full.convert("RGB").crop((0, 0, full.width, min(full.height, round(HEIGHT / scale))))
                sheet.paste(
                    cut.resize((COLUMNS[width], round(cut.height * scale)), Image.Resampling.LANCZOS), (across, top)
                )
            across += COLUMNS[width] + GAP
    target = folder / "contact.png"
    small(sheet, target, colours=96)
    return target


def small(picture: Image.Image, target: Path, *, colours: int = 256, width: int | None = None) -> None:
    """A PNG with a palette: a quarter of the bytes, and nothing the eye misses on a screen of few colours."""
    if width and picture.width > width:
        picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    # By coverage, not by area: the few red pixels of a late term are what the picture is about.
    palette = picture.convert("RGB").quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette.save(target, optimize=True)
