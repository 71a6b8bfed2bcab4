"""What can go wrong, told to a person: what happened, what to do, and details for a report."""

from __future__ import annotations

from typing import Self


class AsyrpError(Exception):
    """A failure that a user can act on.

    message: what happened, one sentence. remedy: what to do about it. details: for a report, may be long.
    """

    def __init__(self, message: str, remedy: str = "", details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.details = details

    @classmethod
    def unwritten(cls, message: str, error: OSError) -> Self:
        """A file that the system does not take."""
        remedy = "Check that the folder may be written to and has room."
        return cls(message, remedy, repr(error))

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class PhotoError(AsyrpError):
    """A photo cannot be read or written."""


class OutputExists(PhotoError):
    """A file is there already, and nobody said that it may be replaced."""


class ModelError(AsyrpError):
    """A base model is missing, damaged or of a kind that cannot be edited."""


class DirectionError(AsyrpError):
    """A direction file is damaged, or does not fit."""


class WrongBaseModel(DirectionError):
    """A direction was made for another base model."""


class UnknownDirection(DirectionError):
    """No direction of that name belongs to the base model."""


class DeviceError(AsyrpError):
    """A device is not there, or has too little memory for even one photo."""


class Cancelled(Exception):
    """The user stopped the work. An outcome, not a failure: deliberately no `AsyrpError`."""


class TrainingError(AsyrpError):
    """A direction cannot be trained as it was asked for."""


class DiskFull(AsyrpError):
    """There is too little room where something is to be written."""


class OutsideFolder(AsyrpError):
    """Something was to be removed that does not lie inside the folder it should be in. Nothing was."""


class PresetError(AsyrpError):
    """A preset is not there, or cannot be kept."""


class BatchError(AsyrpError):
    """A batch cannot be done as it was asked for."""


class VariantError(AsyrpError):
    """A grid or a morph cannot be made, or cannot be written."""


class EditFileError(AsyrpError):
    """An edit file is damaged, or was written by another version."""
