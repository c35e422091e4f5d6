"""What each failure of a send means, with the errors python-telegram-bot really raises."""

from collections.abc import Callable

import httpx
import pytest
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.calls import Call
from bot.sending import LONGEST_WAIT, Verdict, verdict, wait_after
from bot.transport import SILENCE, Request

OK = b'{"ok": true, "result": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}'
SEND = Call("send_message", {"chat_id": 1, "text": "chữ"})

Handler = Callable[[httpx.Request], httpx.Response]


async def failure(handler: Handler) -> TelegramError:
    """The error of a send over a transport that behaves like `handler`."""
    transport = httpx.MockTransport(handler)
    request = Request(httpx_kwargs={"transport": transport})
    with pytest.raises(TelegramError) as caught:
        await SEND.make(Bot("1:x", request=request))
    await request.shutdown()
    return caught.value


def raising(error: type[Exception]) -> Handler:
    def handler(request: httpx.Request) -> httpx.Response:
        raise error("broken")

    return handler


def replying(status: int, body: str) -> Handler:
    return lambda request: httpx.Response(status, text=body)


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        pytest.param(raising(httpx.ConnectError), Verdict.NOT_SENT, id="no-connection"),
        pytest.param(raising(httpx.ConnectTimeout), Verdict.NOT_SENT, id="connect-timeout"),
        pytest.param(raising(httpx.PoolTimeout), Verdict.NOT_SENT, id="pool-timeout"),
        pytest.param(raising(httpx.ReadTimeout), Verdict.UNSURE, id="read-timeout"),
        pytest.param(raising(httpx.ReadError), Verdict.UNSURE, id="reset-while-reading"),
        pytest.param(raising(httpx.RemoteProtocolError), Verdict.UNSURE, id="closed-on-us"),
        pytest.param(raising(httpx.WriteTimeout), Verdict.UNSURE, id="write-timeout"),
        pytest.param(raising(RuntimeError), Verdict.UNSURE, id="unknown"),
        pytest.param(replying(500, '{"ok":false}'), Verdict.SERVER, id="500"),
        pytest.param(replying(502, "<html>Bad Gateway</html>"), Verdict.SERVER, id="502-html"),
        pytest.param(replying(200, "<html>"), Verdict.UNSURE, id="200-but-not-json"),
        pytest.param(
            replying(400, '{"ok":false,"description":"Bad Request: message text is empty"}'),
            Verdict.REFUSED,
            id="400",
        ),
        pytest.param(
            replying(403, '{"ok":false,"description":"Forbidden: bot was blocked by the user"}'),
            Verdict.CLOSED,
            id="403",
        ),
        pytest.param(
            replying(400, '{"ok":false,"description":"Bad Request: chat not found"}'),
            Verdict.CLOSED,
            id="never-met",
        ),
        pytest.param(
            replying(404, '{"ok":false,"description":"Not Found"}'), Verdict.REFUSED, id="no-method"
        ),
        pytest.param(
            replying(200, '{"ok":false,"error_code":400}'), Verdict.REFUSED, id="200-but-refused"
        ),
        pytest.param(replying(200, '{"ok":false}'), Verdict.SERVER, id="200-without-a-code"),
        pytest.param(
            replying(400, '{"ok":false,"parameters":{"migrate_to_chat_id":-1005}}'),
            Verdict.NOT_SENT,
            id="migrated",
        ),
    ],
)
async def test_a_failure_is_judged(handler: Handler, expected: Verdict) -> None:
    assert verdict(await failure(handler)) is expected


async def test_a_limit_says_how_long_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    for body, seconds in (
        ('{"ok":false,"parameters":{"retry_after":17}}', 17),
        ('{"ok":false,"description":"Too Many Requests: retry after 17"}', 17),
        ('{"ok":false,"parameters":{}}', SILENCE),
    ):
        error = await failure(replying(429, body))
        assert verdict(error) is Verdict.NOT_SENT
        assert wait_after(error, 5) == seconds


async def test_a_refused_token_is_not_a_failed_send() -> None:
    assert isinstance(await failure(replying(401, '{"ok":false}')), InvalidToken)


def test_waits_grow_up_to_a_bound() -> None:
    waits = [wait_after(None, tries) for tries in range(1, 200)]
    assert waits[:4] == [0.5, 1.0, 2.0, 4.0]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize(
    ("refusal", "spared"),
    [
        ("Bad Request: message thread not found", {"message_thread_id"}),
        ("Bad Request: can't parse entities: unsupported start tag", {"entities"}),
        ("Bad Request: BUTTON_COPY_TEXT_INVALID", {"reply_markup"}),
        ("Bad Request: message to be replied not found", {"reply_parameters"}),
        ("Bad Request: message text is empty", None),
    ],
)
def test_what_a_message_can_do_without(refusal: str, spared: set[str] | None) -> None:
    more = ("message_thread_id", "reply_parameters", "entities", "reply_markup")
    call = Call("send_message", {**SEND.params, **dict.fromkeys(more, 1)})
    left = call.without(refusal)
    assert (left and call.params.keys() - left.params.keys()) == spared


@pytest.mark.parametrize("result", ["true", '{"message_id":7}', "{}"])
async def test_a_message_was_sent_whatever_is_said_of_it(result: str) -> None:
    transport = httpx.MockTransport(replying(200, f'{{"ok":true,"result":{result}}}'))
    request = Request(httpx_kwargs={"transport": transport})
    assert await SEND.make(Bot("1:x", request=request)) in (0, 7)
    await request.shutdown()
