"""Waiting for other processes."""

import time

import psutil


def wait_until_ended(process: int, seconds: float = 10) -> None:
    """Wait until a process is no more; fail where it goes on."""
    until = time.monotonic() + seconds
    while psutil.pid_exists(process) and psutil.Process(process).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until, f"process {process} is still there"
        time.sleep(0.05)
