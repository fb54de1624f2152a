"""Thi Đua: a static site generator for Vietnam's emulation-and-commendation news."""

__version__ = "0.1.0"
