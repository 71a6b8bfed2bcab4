"""Trains an unconditional pixel-space DDPM of faces, from a packed FairFace file to a base model's folder."""
