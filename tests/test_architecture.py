"""Arrows between the rooms point down; the contracts are in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_arrows_point_down():
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_wsgi_has_an_application(tmp_path, redis_url, data_folder):
    code = "from wsgi import application; print(application.name)"
    environment = {"PATH": "", "ZENVOICES_DATA": str(data_folder), "ZENVOICES_REDIS_URL": redis_url}
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout == "zenvoices\n"
