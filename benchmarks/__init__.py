"""Benchmarks that people can run: one synthetic archive, built by thidua and by other generators, measured as whole processes.

Invariant: every contestant gets the same articles and does the same job, and conversion is never inside the timed part. Measuring with
a copy of a real portal was rejected: it could not be published, repeated or grown.
"""
