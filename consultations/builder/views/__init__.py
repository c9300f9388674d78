"""Screens of the survey builder: each view reads, and writes through one service."""
