"""A build: from a folder of sources to a published site."""

from thidua.builder.machine import told_apart
from thidua.builder.pipeline import Options, Result, build, load_config

__all__ = ["Options", "Result", "build", "load_config", "told_apart"]
