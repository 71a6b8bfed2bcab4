"""How a direction looks in the list: a card with what it does, its name, and a star."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication, QMouseEvent, QPainter, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from asyrp_desktop.core.direction_library import LibraryEntry
from asyrp_desktop.ui.language import translated

from .direction_model import ENTRY, PREVIEWS

FACE = 84  # pixels; three of them make a card
GAP, EDGE, MARGIN = 3, 12, 6
LINE = 22
STAR = 22
CARD = QSize(3 * FACE + 2 * GAP + 2 * (EDGE + MARGIN), FACE + 2 * LINE + 2 * EDGE + 8 + 2 * MARGIN)
Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """starred: told when the star of a card is clicked."""

    starred = Signal(object)  # DirectionKey

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: LibraryEntry = index.data(ENTRY)
        palette = _of(option).palette
        card = _card(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_card(painter, option, card, palette)
        self._paint_faces(painter, index.data(PREVIEWS), card, palette)
        self._paint_words(painter, entry, card, palette)
        _paint_star(painter, _star(card), entry.mark.favourite, palette)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("renameEditor")
        editor.setAccessibleName(self.tr("New name of the direction"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Asked for again when a preview comes: what was typed meanwhile stays.
        if not isinstance(editor, QLineEdit) or not editor.isModified():
            super().setEditorData(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(_title(_card(option)).adjusted(-6, -5, 0, 5))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        on_star = _star(_card(option)).contains(event.position().toPoint())
        if on_star:
            self.starred.emit(index.data(ENTRY).key)
        return on_star

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, card: QRect, palette: QPalette) -> None:
        state = _of(option).state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        edge = palette.highlight().color() if chosen else palette.color(QPalette.ColorRole.Mid)
        painter.setPen(QPen(edge, 2 if chosen else 1))
        painter.setBrush(QGuiApplication.palette().base())  # the view's own is its canvas
        painter.drawRoundedRect(card, 10, 10)
        if hovered and not chosen:
            wash = QColor(palette.text().color())
            wash.setAlpha(12)
            painter.setBrush(wash)
            painter.drawRoundedRect(card, 10, 10)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(-3, -3, 3, 3), 12, 12)

    def _paint_faces(self, painter: QPainter, faces: tuple[QPixmap, ...], card: QRect, palette: QPalette) -> None:
        for k in range(3):
            place = QRect(card.left() + EDGE + k * (FACE + GAP), card.top() + EDGE, FACE, FACE)
            if faces:
                painter.drawPixmap(place, faces[k])
            else:
                painter.fillRect(place, palette.alternateBase())
        if not faces:
            painter.setPen(palette.placeholderText().color())
            strip = QRect(card.left() + EDGE, card.top() + EDGE, 3 * FACE + 2 * GAP, FACE)
            painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, self.tr("No preview yet"))

    def _paint_words(self, painter: QPainter, entry: LibraryEntry, card: QRect, palette: QPalette) -> None:
        plain = painter.font()
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(palette.text().color())
        _write(painter, _title(card), translated(entry.info).title)
        painter.setFont(plain)
        painter.setPen(palette.placeholderText().color())
        below = _title(card).translated(0, LINE)
        below.setRight(card.right() - EDGE)
        _write(painter, below, " · ".join(self._facts(entry)))

    def _facts(self, entry: LibraryEntry) -> list[str]:
        mark = entry.mark
        facts = [entry.key.model]
        if mark.hidden:
            facts.append(self.tr("hidden"))
        elif not mark.slider:
            facts.append(self.tr("no slider"))
        if entry.own:
            facts.append(self.tr("yours"))
        return [*facts, *mark.tags]


def _of(option: QStyleOptionViewItem) -> Any:
    """PySide's stubs do not know what an option inherits."""
    return option


def _card(option: QStyleOptionViewItem) -> QRect:
    return _of(option).rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)


def _title(card: QRect) -> QRect:
    top = card.top() + EDGE + FACE + 8
    return QRect(card.left() + EDGE, top, card.width() - 2 * EDGE - STAR - 4, LINE)


def _star(card: QRect) -> QRect:
    return QRect(card.right() - EDGE - STAR + 2, _title(card).top(), STAR, STAR)


def _write(painter: QPainter, place: QRect, text: str) -> None:
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)


def _paint_star(painter: QPainter, place: QRect, filled: bool, palette: QPalette) -> None:
    middle, outer, inner = QPointF(place.center()), 8.5, 3.7
    points = [
        middle + QPointF(math.sin(k * math.pi / 5), -math.cos(k * math.pi / 5)) * (inner if k % 2 else outer)
        for k in range(10)
    ]
    colour = palette.highlight().color() if filled else palette.placeholderText().color()
    painter.setPen(QPen(colour, 1.3))
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(points))
