"""The program's look: Fusion, a palette for light and one for dark, one style sheet and icons drawn in the palette's
colours. All of it follows the system while the program runs.
"""

from __future__ import annotations

import json
import re
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QDir, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QKeySequence, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from asyrp_desktop.core.paths import RESOURCES
from asyrp_desktop.core.settings import Theme

from .plain_text import literal

ICON_SIZE = 20
_SCHEMES: dict[Theme, Qt.ColorScheme] = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_STYLES, _ICONS = RESOURCES / "styles", RESOURCES / "icons"


def dress(app: QApplication) -> None:
    """Give the program its look, now and whenever the system changes between light and dark."""
    app.setStyle("Fusion")
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda scheme: _wear(app, scheme))
    _wear(app, hints.colorScheme())


def choose_theme(app: QApplication, theme: Theme) -> None:
    """The program light or dark, or as the system is."""
    app.styleHints().setColorScheme(_SCHEMES[theme])
    # Where the platform has no say in it, the hints tell nothing of the change.
    _wear(app, app.styleHints().colorScheme() if theme == "system" else _SCHEMES[theme])


def _wear(app: QApplication, scheme: Qt.ColorScheme) -> None:
    colours = _colours()["dark" if scheme == Qt.ColorScheme.Dark else "light"]
    app.setPalette(_palette(colours))
    # The sheet's icons: a path within it would have to be free of letters that mean something there.
    QDir.setSearchPaths("icons", [str(_ICONS)])
    sheet = Template((_STYLES / "asyrp.qss").read_text(encoding="utf-8"))
    app.setStyleSheet(sheet.substitute(colours))


@cache
def _colours() -> dict[str, dict[str, str]]:
    return json.loads((_STYLES / "colours.json").read_text(encoding="utf-8"))


def _palette(colours: dict[str, str]) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, name in (
        ((role.Window,), "window"),
        ((role.Base, role.Button, role.ToolTipBase), "surface"),
        ((role.AlternateBase,), "canvas"),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), "text"),
        ((role.PlaceholderText,), "muted"),
        ((role.Mid, role.Dark, role.Midlight, role.Light), "border"),
        ((role.Highlight, role.Accent), "accent"),
        ((role.Link,), "link"),
        ((role.HighlightedText,), "accent_text"),
    ):
        for one in roles:
            palette.setColor(one, QColor(colours[name]))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours["disabled"]))
    return palette


def plain(text: str) -> str:
    """An action's text without its letter for the keyboard, which some languages put behind it: “파일(&F)”."""
    return re.sub(r"&(.)", r"\1", re.sub(r"\(&\w\)", "", text)).removesuffix("…")


def explain(action: QAction, what: str = "") -> None:
    """Give it a tooltip that names its key. what: it does; its plain text, if that says enough."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    what = what or plain(action.text())
    action.setToolTip(literal(f"{what} ({key})" if key else what))


def icon(name: str) -> QIcon:
    """An icon of resources/icons in the palette's text colour."""
    palette = QGuiApplication.palette()
    made = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        for ratio in (1, 2, 3):
            colour = palette.color(group, QPalette.ColorRole.ButtonText)
            made.addPixmap(_draw(name, ICON_SIZE, ratio, colour), mode)
    return made


def picture(name: str, side: int, widget: QWidget) -> QPixmap:
    """An icon as a larger picture in the palette's muted colour."""
    return _draw(name, side, widget.devicePixelRatioF(), QGuiApplication.palette().placeholderText().color())


def colour(name: str) -> QColor:
    """One of colours.json, by day or by night as the program looks now."""
    dark = QGuiApplication.palette().window().color().lightness() < 128
    return QColor(_colours()["dark" if dark else "light"][name])


def program_icon() -> QIcon:
    return QIcon(str(_ICONS / "asyrp-desktop.svg"))


def _draw(name: str, side: int, ratio: float, colour: QColor) -> QPixmap:
    # Qt's SVG knows no currentColor from outside; the drawings have it as text, to be filled in.
    text = (_ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(text.encode()))
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
