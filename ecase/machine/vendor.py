"""Trims the pinned npm packages into ``static/vendor/`` (``python -m ecase.machine.vendor``).

Here: what is taken from which package, what is cut from it, and the checks that stop the set-up when a new
version of a package brings something we must not or cannot serve. Not here: downloading (npm does that from
``package-lock.json``) and our own style (``static/app/app.css``).

Cut on purpose: source-map comments (the manifest storage fails on them), the GDS Transport font and the crown,
crest and logotype (licensed for other services than ours), and the rules of components that no page uses,
because the whole first visit has a weight limit.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"

GOVUK = "govuk-frontend/dist/govuk/govuk-frontend.min"
MOJ = "@ministryofjustice/frontend/moj/moj-frontend.min.css"

# The blocks whose rules stay. A selector naming any other block of these kits is dropped.
KEEP = frozenset(
    """
    govuk-template govuk-body govuk-link govuk-list govuk-heading govuk-caption govuk-button
    govuk-button-group govuk-character-count govuk-checkboxes govuk-details govuk-error-message
    govuk-error-summary govuk-fieldset govuk-file-upload govuk-form-group govuk-frontend-supported
    govuk-hint govuk-input govuk-inset-text govuk-label govuk-label-wrapper govuk-notification-banner
    govuk-password-input govuk-radios govuk-select govuk-skip-link govuk-summary-list govuk-table
    govuk-tag govuk-textarea govuk-visually-hidden govuk-warning-text
    moj-alert moj-badge moj-timeline
    """.split()
)
FOREIGN = re.compile(r"crest|crown|logotype", re.IGNORECASE)
# Elements of kept blocks that no page uses: some would need pictures of the kits, and the rules that print the
# address behind every link would fill a sheet with them.
UNUSED = re.compile(
    r"\[href\^=|moj-timeline__document|moj-timeline--stages|govuk-button--inverse|govuk-link--inverse"
    r"|govuk-tag--(?!grey|green|red|yellow|blue|orange|teal)"
)
GDS_FAMILY = re.compile(r"GDS Transport,\s*arial,\s*sans-serif")
OUR_FAMILY = "var(--app-font)"
# Rules for browsers that cannot run this application at all.
DEAD_BROWSERS = re.compile(r"-ms-high-contrast:none|\\0|-moz-document")
BLOCK = re.compile(r"\.((?:govuk|moj|probation)-(?:!|[a-z]+(?:-[a-z]+)*))")

PDF_FACES = {
    "NotoSerif-Regular.ttf": "noto-serif/400Regular/NotoSerif_400Regular.ttf",
    "NotoSerif-Bold.ttf": "noto-serif/700Bold/NotoSerif_700Bold.ttf",
    "NotoSerif-Italic.ttf": "noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf",
    "NotoSans-Regular.ttf": "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "NotoSans-Bold.ttf": "noto-sans/700Bold/NotoSans_700Bold.ttf",
}

# name of the web font file: (source file, unicode ranges). Three files, so that a page in English does not
# fetch Cyrillic, and the tenge sign does not pull the 168 kB extended Latin file.
WEB_FACES = {
    "latin": (
        "latin-wght-normal",
        (
            (0x20, 0x7E),
            (0xA0, 0xFF),
            (0x2013, 0x2014),
            (0x2018, 0x201A),
            (0x201C, 0x201E),
            (0x2022, 0x2022),
            (0x2026, 0x2026),
            (0x2039, 0x203A),
            (0x20AC, 0x20AC),
            (0x2212, 0x2212),
        ),
    ),
    "cyrillic": ("cyrillic-wght-normal", ((0x400, 0x45F), (0x4B0, 0x4B1), (0x2116, 0x2116))),
    "kazakh": (
        "cyrillic-ext-wght-normal",
        (
            (0x492, 0x493),
            (0x49A, 0x49B),
            (0x4A2, 0x4A3),
            (0x4AE, 0x4AF),
            (0x4BA, 0x4BB),
            (0x4D8, 0x4D9),
            (0x4E8, 0x4E9),
        ),
    ),
    "tenge": ("latin-ext-wght-normal", ((0x20B8, 0x20B8),)),
}
WEIGHTS = (400, 700)

MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the
Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of
the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
IN THE SOFTWARE."""


class CannotVendor(Exception):
    """A package is missing, or brings something that must not be served."""


# -- stylesheets ------------------------------------------------------------------------------------------------


def statements(css: str) -> Iterator[tuple[str, str | None]]:
    """Yields (prelude, body) of each statement; the body is None for one that ends with a semicolon.

    Enough of CSS for compiled, minified sheets: strings may hold braces, comments are gone before.
    """
    start = at = depth = 0
    open_at = 0
    quote = ""
    while at < len(css):
        char = css[at]
        if char == "\\":
            at += 2
            continue
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "{":
            if depth == 0:
                open_at = at
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield css[start:open_at].strip(), css[open_at + 1 : at]
                start = at + 1
        elif char == ";" and depth == 0:
            yield css[start:at].strip(), None
            start = at + 1
        at += 1
    if css[start:].strip():
        raise CannotVendor(f"the stylesheet ends inside a statement: {css[start : start + 60]!r}")


def split_selectors(prelude: str) -> list[str]:
    """Splits at the commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(prelude):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(prelude[start:at])
            start = at + 1
    return [*parts, prelude[start:]]


def is_kept(selector: str) -> bool:
    """True when every block of the two kits that the selector names is one we use."""
    if FOREIGN.search(selector) or UNUSED.search(selector):
        return False
    for name in BLOCK.findall(selector):
        stem = name.rstrip("-")
        parts = stem.split("-")
        # "govuk-body-s" and "govuk-heading-l" are sizes of a block, "govuk-button-menu" is another block.
        sized = "-".join(parts[:-1]) if parts[-1] in {"s", "m", "l", "xl", "lead"} else stem
        if stem not in KEEP and sized not in KEEP:
            return False
    return True


def trim_css(css: str) -> str:
    """The sheet without what the module docstring lists."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    out: list[str] = []
    for prelude, body in statements(css):
        if body is None:
            if not prelude.startswith("@charset"):
                out.append(prelude + ";")
        elif prelude.startswith("@font-face") or DEAD_BROWSERS.search(prelude):
            continue
        elif prelude.startswith(("@media", "@supports")):
            inner = trim_css(body)
            if inner:
                out.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@"):
            out.append(f"{prelude}{{{body}}}")
        else:
            kept = [selector for selector in split_selectors(prelude) if is_kept(selector)]
            body = GDS_FAMILY.sub(OUR_FAMILY, body)
            # In print the kit switches to the browser's sans-serif, which may lack the Kazakh letters.
            body = re.sub(r"font-family:sans-serif", f"font-family:{OUR_FAMILY}", body)
            if kept and body:
                out.append(f"{','.join(kept)}{{{body}}}")
    return "".join(out)


def check_css(css: str) -> None:
    """Stops when something foreign, or an address that the manifest storage would not rewrite, is left."""
    for pattern, what in (
        (r"GDS|crest|crown|logotype", "a font or mark that is not ours to serve"),
        (r"url\(\s*['\"]?/", "an absolute url()"),
        (r"url\(\s*['\"]?https?:", "an address of another host"),
        (r"sourceMappingURL", "a source-map comment"),
        (r"@import", "an @import"),
    ):
        found = re.search(pattern, css, flags=re.IGNORECASE)
        if found:
            near = css[max(0, found.start() - 60) : found.end() + 60]
            raise CannotVendor(f"the trimmed stylesheet still has {what}: …{near}…")


# -- script -----------------------------------------------------------------------------------------------------


def trim_js(source: str) -> str:
    """The kit's module, made to start itself, since a strict CSP allows no inline starter.

    It starts again on the parts htmx brings in.
    """
    source = re.sub(r"//# sourceMappingURL=\S+\s*$", "", source)
    found = re.search(r"export\s*\{([^}]*)\};?\s*$", source)
    if not found or "initAll" not in found.group(1):
        raise CannotVendor("govuk-frontend.min.js no longer exports initAll by that name")
    start = "document.body.classList.add('js-enabled','govuk-frontend-supported');"
    again = "initAll();document.addEventListener('htmx:afterSettle',e=>initAll(e.target));"
    return start + source[: found.start()] + again + "\n"


# -- fonts ------------------------------------------------------------------------------------------------------


def web_face(source: Path, ranges: tuple[tuple[int, int], ...]) -> bytes:
    """A variable woff2 with only these characters and the weights we set."""
    font = TTFont(source)
    wanted = [code for low, high in ranges for code in range(low, high + 1)]
    missing = [code for code in wanted if code >= 0x100 and code not in font.getBestCmap() and code != 0x450]
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    if missing:
        raise CannotVendor(f"{source.name} lacks {', '.join(f'U+{code:04X}' for code in missing)}")
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def face_css(name: str, ranges: tuple[tuple[int, int], ...]) -> str:
    spans = ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in ranges)
    low, high = WEIGHTS
    return (
        f"@font-face{{font-family:'Noto Sans';font-style:normal;font-weight:{low} {high};font-display:swap;"
        f"src:url(fonts/{name}.woff2) format('woff2');unicode-range:{spans}}}"
    )


# -- all --------------------------------------------------------------------------------------------------------


def stamp() -> str:
    """Names the input: when neither the lock nor this file changed, nothing has to be made again."""
    lock = (ROOT / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + Path(__file__).read_bytes()).hexdigest()


def is_current() -> bool:
    try:
        return (TARGET / "stamp").read_text() == stamp()
    except FileNotFoundError:
        return False


def _licences() -> str:
    sans = (NODE_MODULES / "@fontsource-variable/noto-sans/LICENSE").read_text()
    return (
        "# Licences of the files in this folder\n\n"
        "## frontend.css, frontend.js\n\n"
        "From govuk-frontend (© Crown Copyright, Government Digital Service) and @ministryofjustice/frontend\n"
        "(© Crown Copyright, Ministry of Justice), both under the MIT licence; trimmed and joined.\n\n"
        f"{MIT}\n\n"
        "## fonts/, fonts-pdf/\n\n"
        "Noto Sans and Noto Serif; the files in fonts/ are subsets.\n\n"
        f"{sans}\n"
    )


def make(target: Path) -> None:
    """Fills an empty folder; raises CannotVendor when an input is missing or unfit."""
    if not NODE_MODULES.is_dir():
        raise CannotVendor("node_modules is missing: run `npm ci --ignore-scripts` first")
    pdf = target / "fonts-pdf"
    pdf.mkdir(parents=True)
    for name, source in PDF_FACES.items():
        shutil.copyfile(NODE_MODULES / "@expo-google-fonts" / source, pdf / name)

    fonts = target / "fonts"
    fonts.mkdir()
    css = []
    for name, (source, ranges) in WEB_FACES.items():
        path = NODE_MODULES / f"@fontsource-variable/noto-sans/files/noto-sans-{source}.woff2"
        (fonts / f"{name}.woff2").write_bytes(web_face(path, ranges))
        css.append(face_css(name, ranges))
    for sheet in (f"{GOVUK}.css", MOJ):
        css.append(trim_css((NODE_MODULES / sheet).read_text()))
    joined = "\n".join(css)
    check_css(joined)
    (target / "frontend.css").write_text(joined)
    (target / "frontend.js").write_text(trim_js((NODE_MODULES / f"{GOVUK}.js").read_text()))
    (target / "LICENSES.md").write_text(_licences())
    (target / "stamp").write_text(stamp())


def main(argv: list[str]) -> int:
    """Exit code 0 when static/vendor/ is there and current, 1 with one clear line otherwise."""
    if is_current() and "--force" not in argv:
        return 0
    made = TARGET.with_name("vendor.new")
    shutil.rmtree(made, ignore_errors=True)
    try:
        make(made)
    except (CannotVendor, FileNotFoundError) as problem:
        shutil.rmtree(made, ignore_errors=True)
        print(f"static/vendor: {problem}", file=sys.stderr)
        return 1
    shutil.rmtree(TARGET, ignore_errors=True)
    made.rename(TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
