"""Tells processes apart, also when the system has given a number to another one since: by number and start."""

import os
import sys
from pathlib import Path

_GONE = {"Z", "X", "x"}
_STATE, _START = 0, 19
"""Fields of /proc/PID/stat, counted behind the process's name."""


def start_of(pid: int) -> str | None:
    """A text that only this start of that process has, as far as the system tells; None where no such process lives."""
    if pid <= 0:
        return None
    if sys.platform == "win32":
        return _start_on_windows(pid)
    if sys.platform.startswith("linux") and Path("/proc/self/stat").exists():
        return _start_in_proc(pid)
    return _signalled(pid)


def _start_in_proc(pid: int) -> str | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return None
    return None if fields[_STATE] in _GONE else f"{boot} {fields[_START]}"


def _signalled(pid: int) -> str | None:
    """Whether it lives is all that can be told there."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return ""
    except (OSError, OverflowError):
        return None
    return ""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY, _STILL_RUNNING = 0x1000, 259

    def _start_on_windows(pid: int) -> str | None:
        """`os.kill` would end the process there."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = wintypes.HANDLE(kernel.OpenProcess(_QUERY, False, pid))
        if not handle:
            return None
        times = [wintypes.FILETIME() for _ in range(4)]
        status = wintypes.DWORD()
        try:
            known = kernel.GetProcessTimes(handle, *map(ctypes.byref, times)) and kernel.GetExitCodeProcess(handle, ctypes.byref(status))
        finally:
            kernel.CloseHandle(handle)
        if not known or status.value != _STILL_RUNNING:
            return None
        return f"{times[0].dwHighDateTime} {times[0].dwLowDateTime}"
