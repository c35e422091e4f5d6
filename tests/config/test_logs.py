"""No token in any log, whichever way it came in."""

import io
import logging
import warnings
from collections.abc import Iterator

import pytest

from config import logs

TOKEN = "123456:short"
UNANNOUNCED = "7654321:AAbbCCddEEffGGhhIIjjKKllMMnnOO"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    made = io.StringIO()
    logs.set_up(logging.DEBUG, [TOKEN], made)
    yield made
    logging.captureWarnings(False)
    root.handlers[:], root.level = before, level


def test_message_arguments_and_traceback_are_redacted(stream: io.StringIO) -> None:
    log = logging.getLogger("test")
    log.info("https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("%(token)s", {"token": TOKEN})
    log.info({"token": UNANNOUNCED})
    log.info("escaped %s", TOKEN.replace(":", "%3A"), stack_info=True)
    try:
        raise ValueError(f"token {TOKEN}") from KeyError(UNANNOUNCED)
    except ValueError:
        log.exception("failed with %s", TOKEN)
    written = stream.getvalue()
    assert "short" not in written
    assert UNANNOUNCED not in written
    assert written.count(logs.HIDDEN) >= 7
    assert "Traceback" in written


def test_a_wrong_format_does_not_print_the_token(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("test").info("%d", TOKEN)
    assert "short" not in stream.getvalue() + capsys.readouterr().err


def test_the_url_that_httpx_logs_stays_out(stream: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST /bot%s/getMe", TOKEN)
    logging.getLogger("httpcore.http11").debug("send_request_headers")
    assert stream.getvalue() == ""


def test_warnings_are_logged_too(stream: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"do not use {TOKEN}", stacklevel=1)
    assert f"do not use {logs.HIDDEN}" in stream.getvalue()
