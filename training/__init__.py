"""Samples, synthesis, fitting, calibration and evaluation of models."""
