"""Faces in a photo: where they are, and the five points that alignment needs. Two small networks of face-api."""

from .finder import Face, FaceFinder

__all__ = ["Face", "FaceFinder"]
