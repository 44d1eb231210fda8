"""A print server of the tests' own: a real CUPS scheduler and an IPP printer simulator, on loopback only.

Both run from one temporary folder, touch nothing of the machine's own printing, and end with the
process that started them, however that ends.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.printing import ipp
from kiosk.printing.cups import CupsSpooler
from kiosk.printing.ipp import Question

DATA = Path(__file__).parents[1] / "data" / "printing"
QUEUE = "badge"
_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_TOOLS = ("cupsd", "ippeveprinter", "lpadmin", "gcc", "setpriv")
_PATIENCE_S = 60.0
_LOOK_AGAIN_S = 0.02

_CUPSD = """\
Listen 127.0.0.1:{port}
DirtyCleanInterval 0
LogLevel info
MaxLogSize 0
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_CUPS_FILES = """\
ServerRoot {root}
StateDir {root}/state
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
"""


def missing() -> list[str]:
    """Return the programs that the rig needs and this machine lacks."""
    return [tool for tool in _TOOLS if shutil.which(tool, path=_PATH) is None]


def wait_for(condition: Callable[[], object], what: str, patience_s: float = _PATIENCE_S) -> None:
    """Return once `condition` holds; AssertionError names `what` never came."""
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not within {patience_s:g} s"
        time.sleep(_LOOK_AGAIN_S)


class Rig:
    """A scheduler with one queue, `badge`, on one simulated printer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._printer_port = _free_port()
        self._scheduler: subprocess.Popen[bytes] | None = None
        self._printer: subprocess.Popen[bytes] | None = None

    @property
    def server(self) -> str:
        """The scheduler's address."""
        return f"ipp://127.0.0.1:{self.port}"

    @property
    def queue(self) -> str:
        """The queue's address."""
        return f"{self.server}/printers/{QUEUE}"

    @property
    def printer(self) -> str:
        """The printer's own address, past the scheduler."""
        return f"ipp://127.0.0.1:{self._printer_port}/ipp/print"

    def start(self) -> None:
        """Start both and make the queue."""
        for name in ("arrived", "printer", "state", "cache", "spool", "spool/tmp"):
            (self.folder / name).mkdir()
        alone = self.folder / "alone.so"
        _run("gcc", "-shared", "-fPIC", "-o", str(alone), str(DATA / "alone.c"), "-ldl")
        (self.folder / "cupsd.conf").write_text(_CUPSD.format(port=self.port), "utf-8")
        (self.folder / "cups-files.conf").write_text(_CUPS_FILES.format(root=self.folder), "utf-8")
        self.switch_on()
        self.start_scheduler()
        self._make_queue()
        self.settle()

    def stop(self) -> None:
        """Stop both."""
        (self.folder / "fault").unlink(missing_ok=True)
        self.stop_scheduler()
        self.switch_off()

    def settle(self) -> None:
        """Have everything on, the queue open and no job left, whatever a test did."""
        (self.folder / "fault").unlink(missing_ok=True)
        if self._printer is None:
            self.switch_on()
        if self._scheduler is None:
            self.start_scheduler()
        self.run("cancel", "-a", QUEUE)
        wait_for(self.is_idle, "the end of what the printer had begun")
        self.run("cupsaccept", QUEUE)
        self.run("cupsenable", QUEUE)
        if CupsSpooler(self.queue).health().reasons:  # CUPS remembers them until something is printed
            self.run("lpadmin", "-x", QUEUE)
            self._make_queue()

    def _make_queue(self) -> None:
        policy = ("-o", "printer-error-policy=abort-job")
        self.run("lpadmin", "-p", QUEUE, "-E", "-v", self.printer, "-m", "everywhere", *policy)

    def is_idle(self) -> bool:
        """Whether the printer has printed all that it was ever given: what is cancelled too late, as well."""
        wanted = {"requested-attributes": ["queued-job-count"]}
        (printer,) = ipp.ask(self.printer, Question("GET_PRINTER_ATTRIBUTES", wanted), _PATIENCE_S)[
            "printers"
        ]
        return bool(printer["queued-job-count"] == 0)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of CUPS's own programs on this scheduler."""
        _run(program, "-h", f"127.0.0.1:{self.port}", *arguments)

    def start_scheduler(self) -> None:
        """Start CUPS; its queue and jobs are those it had."""
        self._scheduler = self._start(
            "cupsd", "-f", "-c", str(self.folder / "cupsd.conf"), "-s", str(self.folder / "cups-files.conf")
        )
        wait_for(lambda: self._listens(self._scheduler, self.port), "the scheduler")

    def stop_scheduler(self) -> None:
        """Stop CUPS."""
        _end(self._scheduler)
        self._scheduler = None

    def kill_scheduler(self) -> None:
        """Kill CUPS, which has no time to write anything down."""
        assert self._scheduler is not None
        self._scheduler.kill()
        self._scheduler.wait()
        self._scheduler = None

    def lose_jobs(self) -> None:
        """Take away what CUPS, which must not run, has written down of its jobs: they are on no disk."""
        assert self._scheduler is None
        for file in [*(self.folder / "spool").glob("[cd]*"), *(self.folder / "cache").glob("job.cache*")]:
            file.unlink()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """While this lasts, CUPS hears nothing; afterwards, all that was said to it."""
        assert self._scheduler is not None
        self._scheduler.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._scheduler.send_signal(signal.SIGCONT)

    def switch_on(self) -> None:
        """Switch the printer on."""
        self._printer = self._printer_at(self._printer_port, DATA / "label_printer.conf")

    def switch_off(self) -> None:
        """Switch the printer off."""
        _end(self._printer)
        self._printer = None

    @contextmanager
    def one_sided(self) -> Iterator[str]:
        """While this lasts, there is a printer that cannot turn paper, at the address given."""
        port = _free_port()
        told = (DATA / "label_printer.conf").read_text("utf-8")
        file = self.folder / "one_sided.conf"
        file.write_text(told.replace(",two-sided-long-edge,two-sided-short-edge", ""), "utf-8")
        printer = self._printer_at(port, file)
        try:
            yield f"ipp://127.0.0.1:{port}/ipp/print"
        finally:
            _end(printer)

    def _printer_at(self, port: int, about: Path) -> subprocess.Popen[bytes]:
        printer = self._start(
            *("ippeveprinter", "-r", "off", "-n", "127.0.0.1", "-p", str(port)),
            *("-a", str(about)),
            *("-d", str(self.folder / "printer"), "-c", str(DATA / "print.sh"), "Badges"),
            LD_PRELOAD=str(self.folder / "alone.so"),
            RIG=str(self.folder),
        )
        wait_for(lambda: self._listens(printer, port), "the printer")
        return printer

    @contextmanager
    def fault(self, reason: str) -> Iterator[None]:
        """While this lasts, the printer stops at its next job and says why, as `media-empty-error`."""
        file = self.folder / "fault"
        file.write_text(reason, "ascii")
        try:
            yield
        finally:
            file.unlink(missing_ok=True)

    def arrived(self) -> list[Path]:
        """Return the files that the printer has printed, in order."""
        return sorted((self.folder / "arrived").iterdir(), key=lambda file: int(file.name))

    def _start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        log = self.folder / f"{command[0]}.log"
        with log.open("ab") as output:
            return subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *command],
                env=os.environ | {"PATH": _PATH} | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def _listens(self, process: subprocess.Popen[bytes] | None, port: int) -> bool:
        assert process is not None
        assert process.poll() is None, "\n".join(log.read_text() for log in self.folder.glob("*log"))
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running() -> Iterator[Rig]:
    """Give a rig that is up, and leave nothing of it behind."""
    # Not pytest's own folder: CUPS runs its filters as another user, who must be able to pass.
    folder = Path(tempfile.mkdtemp(prefix="marhaba-cups-"))
    folder.chmod(0o755)
    rig = Rig(folder)
    try:
        rig.start()
        yield rig
    finally:
        rig.stop()
        shutil.rmtree(folder)


@contextmanager
def server_saying(words: bytes, *, hangs_up: bool) -> Iterator[str]:
    """Give the address of a server that says `words` to its only caller, then hangs up or keeps silent."""
    over = threading.Event()

    def answer() -> None:
        connection, _caller = listener.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(words)
            if not hangs_up:
                over.wait()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        answering = threading.Thread(target=answer)
        answering.start()
        try:
            yield f"ipp://127.0.0.1:{listener.getsockname()[1]}/printers/{QUEUE}"
        finally:
            over.set()
            answering.join()


def _run(*command: str) -> None:
    done = subprocess.run(
        command,
        env=os.environ | {"PATH": _PATH},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE_S,
    )
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        return
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
