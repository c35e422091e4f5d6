"""Requests to the Bot API: python-telegram-bot's, and what it takes amiss set right.

An unknown method is 404, as a malformed token is, so it takes one for the other: a server without
one method would end the bot. A limit without a number of seconds is to it any failure, a refusal
under status 200 a defect of ours, and a result without a field it wants an exception after the
message was sent.
"""

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from telegram.error import EndPointNotFound, RetryAfter
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot import lenient

# Seconds of silence where a limit does not say how many.
SILENCE = 1
_SECONDS = re.compile(r"retry after (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form, in place of the `RequestData` that only the library makes."""

    json_parameters: dict[str, str]
    multipart_data: None = None
    contains_files: bool = False


def form(**fields: Any) -> RequestData:
    """A request's data out of strings, numbers and what JSON holds."""
    made = {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
    return cast(RequestData, Fields(made))


class Request(HTTPXRequest):
    """Raises what `HTTPXRequest` raises; `EndPointNotFound` for a method the server lacks."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        status, payload = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        return judged(url, status, payload) if method == "POST" else (status, payload)


def judged(url: str, status: int, payload: bytes) -> tuple[int, bytes]:
    """The status and body that say what was meant. Raises `EndPointNotFound`, `RetryAfter`."""
    name = url.rpartition("/")[2]
    answer = _parsed(payload)
    if answer is None:
        return status, payload
    if answer.get("ok") is True and "result" in answer:
        fitting = {**answer, "result": lenient.result(name, answer["result"])}
        return status, json.dumps(fitting).encode()
    if status == HTTPStatus.OK:
        status = _code(answer)
    if status == HTTPStatus.NOT_FOUND and name != "getMe":
        raise EndPointNotFound(f"Endpoint '{name}' not found in Bot API")
    if status == HTTPStatus.TOO_MANY_REQUESTS and not _says_when(answer):
        told = _SECONDS.search(str(answer.get("description")))
        raise RetryAfter(int(told[1]) if told else SILENCE)
    return status, payload


def _parsed(payload: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(payload)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _code(answer: dict[str, Any]) -> int:
    code = answer.get("error_code")
    return code if isinstance(code, int) and code >= 400 else HTTPStatus.INTERNAL_SERVER_ERROR


def _says_when(answer: dict[str, Any]) -> bool:
    parameters = answer.get("parameters")
    return isinstance(parameters, dict) and bool(parameters.get("retry_after"))
