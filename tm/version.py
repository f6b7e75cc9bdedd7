"""The version, in the one place that signatures, files and the package itself take it from."""

__version__ = "0.1.0"
