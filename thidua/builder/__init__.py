"""A build: from a folder of sources to a published site."""

from thidua.builder.checking import Checked, check
from thidua.builder.machine import told_apart
from thidua.builder.pipeline import Result, build
from thidua.builder.run import Options, load_config, refuse_report

__all__ = ["Checked", "Options", "Result", "build", "check", "load_config", "refuse_report", "told_apart"]
