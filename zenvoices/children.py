"""Processes that live and die with the one that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
HEALTHY_AFTER_SECONDS = 30.0  # one that ran this long may fail again without a long pause
ROOT = Path(__file__).resolve().parent.parent  # of the sources; what `python -m` starts from


@dataclass(frozen=True, slots=True)
class Program:
    """What to run. `orphan_signal` is what the kernel sends it when we are gone."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    orphan_signal: signal.Signals = signal.SIGKILL
    stop_signal: signal.Signals = signal.SIGTERM


class Child:
    """One process, started again when it ends; after failures in a row with growing pauses."""

    def __init__(self, program: Program, *, report: Callable[[str], None]) -> None:
        self.program, self.report = program, report
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.failures = 0
        self.again_at = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        program = self.program
        self.process = subprocess.Popen(  # noqa: S603  # our own programs
            ["/usr/bin/setpriv", f"--pdeathsig={program.orphan_signal.name.removeprefix('SIG')}", *program.command],
            cwd=ROOT,
            env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; we pass it on
        )
        self.started_at, self.again_at = monotonic(), 0.0

    def keep_running(self) -> None:
        """Notice an end, and start again when the pause is over."""
        if self.process is None or self.is_running:
            return
        if not self.again_at:
            self.again_at = monotonic() + self._pause(self.process.returncode)
        if monotonic() >= self.again_at:
            self.start()

    def stop(self) -> None:
        if self.process is not None and self.is_running:
            self.process.send_signal(self.program.stop_signal)

    def kill(self) -> None:
        """End it and everything it started, now."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait()

    def _pause(self, return_code: int) -> float:
        """Seconds until the next start: none after an end in peace."""
        if return_code == 0:
            self.failures = 0
            return 0.0
        self.failures = 1 if monotonic() - self.started_at > HEALTHY_AFTER_SECONDS else self.failures + 1
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (self.failures - 1), LONGEST_PAUSE_SECONDS)
        self.report(f"{self.program.name} ended ({_how(return_code)}); it starts again in {pause:g} s")
        return pause


def python(*arguments: str) -> list[str]:
    """A command that runs this interpreter."""
    return [sys.executable, *arguments]


def _how(return_code: int) -> str:
    return f"signal {signal.Signals(-return_code).name}" if return_code < 0 else f"exit code {return_code}"
