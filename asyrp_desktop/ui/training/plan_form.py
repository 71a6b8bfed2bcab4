"""What is to be learned, from what, and how thoroughly."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.training_plan import PromptCheck, PromptPair, Recipe, TrainingPlan
from asyrp_desktop.core.values import DEFAULT_CRITIC
from asyrp_desktop.ui.language import message
from asyrp_desktop.ui.number_field import IntegerField, NumberField
from asyrp_desktop.ui.plain_text import PlainLabel

from .protocol import Trainer

SETTLES = 400  # milliseconds without a keystroke, after which prompts are looked at
WIDTH = 360
USUAL_IDENTITY_WEIGHT = 0.3  # where a face network is named; nobody has published one for this method


class PlanForm(QWidget):
    """Makes a TrainingPlan. changed: it is another one; settled: and the hand rests."""

    changed = Signal()
    settled = Signal()

    def __init__(self, trainer: Trainer, model: str) -> None:
        super().__init__()
        self._trainer, self._model = trainer, model
        self._presets = Recipe.presets()
        self.setFixedWidth(WIDTH)
        self._timer = QTimer(self, singleShot=True, interval=SETTLES)
        self._timer.timeout.connect(self.settled)

        suggestions = trainer.suggestions(DEFAULT_CRITIC)
        self._source = self._prompt("sourcePrompt", "face", suggestions)
        self._target = self._prompt("targetPrompt", "", suggestions)
        self._target.setPlaceholderText(self.tr("angry face"))
        self._answer = PlainLabel()
        self._answer.setObjectName("promptAnswer")
        self._answer.setWordWrap(True)
        self._answer.setMinimumHeight(3 * self._answer.fontMetrics().lineSpacing())
        self._answer.setAlignment(Qt.AlignmentFlag.AlignTop)

        self._drawn = QRadioButton(self.tr("pictures that the model draws"))
        self._drawn.setObjectName("drawnChoice")
        self._photos = QRadioButton(self.tr("photos of a folder (better)"))
        self._photos.setObjectName("photosChoice")
        self._drawn.setChecked(True)
        self._folder = QLineEdit()
        self._folder.setObjectName("photosFolder")
        self._folder.setPlaceholderText(self.tr("Choose a folder of faces"))
        self._folder.setAccessibleName(self.tr("Folder of photos"))
        choose = QPushButton(self.tr("Choose…"))
        choose.setObjectName("choosePhotosButton")
        choose.clicked.connect(self._ask_folder)
        self._folder_row = QWidget()
        beside = QHBoxLayout(self._folder_row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._folder, 1)
        beside.addWidget(choose)

        self._quality = QComboBox()
        self._quality.setObjectName("qualityChoice")
        names = {
            "quick": (self.tr("Quick"), ""),
            "normal": (self.tr("Normal"), ""),
            "paper": (
                self.tr("As in the paper"),
                self.tr("The loss is L = 1 − cos, from what each step takes for the untouched photo"),
            ),
            "official": (
                self.tr("As in the public code"),
                self.tr("The loss is −log((2 − L) / 2), from the photo itself; settings of its training script"),
            ),
        }
        for number, name in enumerate(self._presets):
            text, meaning = names.get(name, (name, ""))
            self._quality.addItem(text, name)
            self._quality.setItemData(number, meaning, Qt.ItemDataRole.ToolTipRole)
        self._time = PlainLabel()
        self._time.setObjectName("timeEstimate")
        self._time.setProperty("role", "muted")

        self._lay_out()
        self._fill_counts()
        for edit in (self._source, self._target, self._folder, self._critic, self._identity):
            edit.textChanged.connect(self._changed)
        for button in (self._drawn, self._photos):
            button.toggled.connect(self._changed)
        self._quality.currentIndexChanged.connect(self._fill_counts)
        self._quality.currentIndexChanged.connect(self._changed)
        for spin in (*self._counts.values(), self._identity_weight):
            spin.valueChanged.connect(self._changed)
        self._changed()

    def plan(self) -> TrainingPlan | None:
        """None where prompts or photos are still missing."""
        prompts = PromptPair(self._source.text().strip(), self._target.text().strip())
        folder = Path(self._folder.text()) if self._photos.isChecked() and self._folder.text().strip() else None
        if not all(prompts) or (self._photos.isChecked() and folder is None):
            return None
        counts = {name: spin.value() for name, spin in self._counts.items()}
        identity = Path(self._identity.text()) if self._identity.text().strip() else None
        weight = round(self._identity_weight.value(), 2) if identity else 0.0
        return TrainingPlan(
            name=_short_name(prompts),
            prompts=prompts,
            recipe=replace(self._presets[self._quality.currentData()], **counts, identity_weight=weight),
            photos=folder,
            model=self._model,
            critic=self._critic.text().strip() or DEFAULT_CRITIC,
            identity=identity,
        )

    def use_model(self, model: str) -> None:
        """Plans are for this base model from now on."""
        self._model = model

    def show_check(self, check: PromptCheck | None) -> None:
        """None: not known yet."""
        self._time.setText("")
        if check is None:
            self._answer.setText("")
            return
        lines = [message(check.problem)] if check.problem else []
        for word, nearest in check.unknown.items():
            meant = " " + self.tr("Did you mean {words}?").format(words=", ".join(nearest)) if nearest else ""
            lines.append(self.tr("“{word}” means nothing to the text-image model.").format(word=word) + meant)
        if not check.problem:
            text = self.tr("Likeness of the prompts {cosine:.2f}; edits steps from t = {t} up.")
            lines.append(text.format(cosine=check.cosine, t=check.t_edit))
            self._time.setText(self.tr("Measuring how long it will take…"))
        self._answer.setText("\n".join(lines))

    def show_seconds(self, seconds: float) -> None:
        minutes = math.ceil(seconds / 60)
        if minutes < 90:
            text = self.tr("About {n} min on this computer").format(n=minutes)
        else:
            text = self.tr("About {n} hours on this computer").format(n=round(minutes / 60))
        self._time.setText(text)

    def focus_target(self) -> None:
        self._target.setFocus()

    def _lay_out(self) -> None:
        self._critic = QLineEdit(DEFAULT_CRITIC)
        self._critic.setObjectName("criticName")
        self._critic.setToolTip(
            self.tr("The built-in one, a folder, or as open_clip names them: {example}").format(
                example="ViT-B-16/openai"
            )
        )
        self._identity = QLineEdit()
        self._identity.setObjectName("identityFile")
        self._identity.setPlaceholderText("model_ir_se50.pth")
        self._identity.setToolTip(
            self.tr("A file with the weights of a network that knows people: the edit is to stay the same person to it")
        )
        self._identity_weight = NumberField("identityWeight", 0.01, 10.0)
        self._identity_weight.setValue(USUAL_IDENTITY_WEIGHT)
        ranges = {"steps": (2, 200), "images": (2, 10_000), "epochs": (1, 100)}
        self._counts = {name: IntegerField(f"{name}Count", *ends) for name, ends in ranges.items()}
        self._advanced = QFrame()
        self._advanced.setProperty("role", "note")
        rows = QFormLayout(self._advanced)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow(self.tr("Steps"), self._counts["steps"])
        rows.addRow(self.tr("Pictures"), self._counts["images"])
        rows.addRow(self.tr("Rounds"), self._counts["epochs"])
        rows.addRow(self.tr("Text-image model"), self._critic)
        rows.addRow(self.tr("Face network"), self._identity)
        rows.addRow(self.tr("Weight of it"), self._identity_weight)
        self._advanced.hide()
        fold = QToolButton()
        fold.setObjectName("advancedButton")
        fold.setText(self.tr("Advanced"))
        fold.setCheckable(True)
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fold.setArrowType(Qt.ArrowType.RightArrow)
        fold.toggled.connect(self._advanced.setVisible)
        fold.toggled.connect(lambda on: fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow))

        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(6)
        title = PlainLabel(self.tr("A new direction"))
        title.setProperty("role", "title")
        column.addWidget(title)
        for text, edit in (
            (self.tr("The photos show a…"), self._source),
            (self.tr("…and are to become a…"), self._target),
        ):
            label = PlainLabel(text)
            label.setBuddy(edit)
            column.addSpacing(6)
            column.addWidget(label)
            column.addWidget(edit)
        column.addWidget(self._answer)
        column.addWidget(PlainLabel(self.tr("Learn from")))
        column.addWidget(self._drawn)
        column.addWidget(self._photos)
        column.addWidget(self._folder_row)
        column.addSpacing(6)
        label = PlainLabel(self.tr("Quality"))
        label.setBuddy(self._quality)
        column.addWidget(label)
        column.addWidget(self._quality)
        column.addWidget(self._time)
        column.addWidget(fold)
        column.addWidget(self._advanced)
        column.addStretch(1)

    def _prompt(self, name: str, text: str, suggestions: object) -> QLineEdit:
        edit = QLineEdit(text)
        edit.setObjectName(name)
        completer = QCompleter(list(suggestions), edit)  # type: ignore[call-overload]
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        edit.setCompleter(completer)
        return edit

    def _fill_counts(self) -> None:
        recipe = self._presets[self._quality.currentData()]
        for name, spin in self._counts.items():
            with QSignalBlocker(spin):
                spin.setValue(getattr(recipe, name))

    def _changed(self) -> None:
        self._folder_row.setVisible(self._photos.isChecked())
        self._identity_weight.setEnabled(bool(self._identity.text().strip()))
        self.show_check(None)
        self._timer.start()
        self.changed.emit()

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Photos to learn from"), self._folder.text())
        if name:
            self._folder.setText(name)


def _short_name(prompts: PromptPair) -> str:
    """What the target says and the source does not: “angry” of “angry face”."""
    known = prompts.source.lower().split()
    added = [word for word in prompts.target.split() if word.lower() not in known]
    return " ".join(added) or prompts.target
