"""A build: from a folder of sources to a published site."""

from thidua.builder.attempts import build
from thidua.builder.checking import Checked, check
from thidua.builder.machine import told_apart
from thidua.builder.pipeline import Result
from thidua.builder.run import Options, load_config, refuse_report
from thidua.catalog.lifecycle import Waiting

__all__ = ["Checked", "Options", "Result", "Waiting", "build", "check", "load_config", "refuse_report", "told_apart"]
