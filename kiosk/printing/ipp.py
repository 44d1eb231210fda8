"""One question to a printer or a print server over the Internet Printing Protocol, and its answer.

The protocol is pyipp's; here its coroutines become plain calls and its errors ours. It is imported
at the first question: it brings an HTTP client that takes half a second to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from kiosk.errors import PrinterError, Trouble

USER: Final = "marhaba"
"""Who asks. Always the same, since a server tells the names of jobs only to their owner."""

_NOT_FOUND: Final = (404, 0x0406)
_PASSING: Final = (*range(500, 600), *range(0x0500, 0x0600))
"""Server errors of HTTP and of IPP, by which a server says that it is not its day."""

_SENDING: Final = ("PRINT_JOB", "CREATE_JOB", "SEND_DOCUMENT")

_FOREVER: Final = (0x0501, 0x0503, 0x0509)
"""But trying again mends none of these: operation, version or several jobs not supported."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `operation` is the name of one of pyipp's IppOperation."""

    operation: str
    about: Mapping[str, Any] = field(default_factory=dict)
    job: Mapping[str, Any] = field(default_factory=dict)
    document: bytes = b""

    @property
    def sends(self) -> bool:
        """Whether it brings a job, or a part of one, to the printer."""
        return self.operation in _SENDING


def printer_name(uri: str) -> str:
    """Return the queue's name in `uri`, or the printer's host where there is no queue."""
    try:
        address = urlsplit(uri)
    except ValueError:
        return uri
    kind, _, queue = address.path.strip("/").partition("/")
    return unquote(queue) if kind in ("printers", "classes") and queue else address.hostname or uri


def ask(uri: str, question: Question, timeout_s: float) -> dict[str, Any]:
    """Return the answer's groups: `printers` and `jobs` are lists of attributes by name.

    Raises PrinterError: PRINTER_UNREACHABLE (retry), PRINTER_UNKNOWN, or PRINTER_REFUSED with the
    status the server gave.
    """
    import asyncio

    from pyipp import exceptions

    try:
        _check(uri)
        return asyncio.run(_ask(uri, question, timeout_s))
    except exceptions.IPPConnectionUpgradeRequired as error:
        raise _refused(uri, "TLS required", retry=False) from error
    except (exceptions.IPPConnectionError, OSError) as error:
        detail = str(error.__cause__ or error)
        raise _unreachable(uri, detail, unsure=question.sends and _may_have_arrived(error)) from error
    except exceptions.IPPParseError as error:
        raise _unreachable(uri, "no IPP answer", unsure=question.sends) from error
    except exceptions.IPPError as error:
        raise _of_status(uri, error) from error


async def _ask(uri: str, question: Question, timeout_s: float) -> dict[str, Any]:
    import asyncio

    import aiohttp
    from pyipp import IPP, tags
    from pyipp.enums import IppOperation, IppTag

    # pyipp leaves out, without a word, every attribute that is not in its table.
    tags.ATTRIBUTE_TAG_MAP.setdefault("print-scaling", IppTag.KEYWORD)
    tags.ATTRIBUTE_TAG_MAP.setdefault("limit", IppTag.INTEGER)
    message: dict[str, Any] = {"operation-attributes-tag": {"requesting-user-name": USER, **question.about}}
    if question.job:
        message["job-attributes-tag"] = dict(question.job)
    if question.document:
        message["data"] = question.document
    try:
        async with asyncio.timeout(timeout_s), IPP(host=uri, request_timeout=ceil(timeout_s)) as printer:
            answer: dict[str, Any] = await printer.execute(IppOperation[question.operation], message)
            return answer
    except aiohttp.ClientError as error:  # pyipp translates what goes wrong before the answer begins
        raise ConnectionError(str(error)) from error


def _check(uri: str) -> None:
    try:
        address = urlsplit(uri)
        whole = address.scheme in ("ipp", "ipps") and address.hostname and address.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise PrinterError(Trouble.PRINTER_UNKNOWN, retry=False, printer=uri)


def _of_status(uri: str, error: Exception) -> PrinterError:
    from pyipp.enums import IppStatus

    told = error.args[1] if len(error.args) > 1 else {}
    status = int(told.get("status-code", 0))
    if status in _NOT_FOUND:
        return PrinterError(Trouble.PRINTER_UNKNOWN, retry=False, printer=printer_name(uri))
    if status in IppStatus.__members__.values():
        detail = IppStatus(status).name.lower().replace("_", "-")
    else:
        detail = str(error.args[0])
    return _refused(uri, detail, retry=status in _PASSING and status not in _FOREVER)


def _refused(uri: str, detail: str, *, retry: bool) -> PrinterError:
    return PrinterError(Trouble.PRINTER_REFUSED, retry=retry, printer=printer_name(uri), detail=detail)


def _unreachable(uri: str, detail: str, *, unsure: bool) -> PrinterError:
    code = Trouble.PRINTER_UNREACHABLE
    return PrinterError(code, retry=True, unsure=unsure, printer=printer_name(uri), detail=detail)


def _may_have_arrived(error: Exception) -> bool:
    """Whether there was a connection, so that what was sent may be there although no answer came."""
    from aiohttp import ClientConnectorError

    return not isinstance(error.__cause__, ClientConnectorError)
