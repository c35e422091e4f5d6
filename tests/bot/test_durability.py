"""Nothing lost, nothing twice: the running bot is killed, refused, throttled and doubled.

"No more came" is shown by a later /help of the same person: replies keep their order, so
whatever was to come before it has come.
"""

import signal
from pathlib import Path

import pytest

from bot import texts
from bot.app import BAD_SETTINGS
from bot.updates import ATTEMPTS
from tests.bot.conftest import HELP, OWNER, BotProcess, StartBot, at_the_gate, open_gate
from tests.bot.stand_in import PARTS
from tests.telegram_server import TelegramServer

OTHERS = (2002, 3003)
ANSWER = PARTS[0].strip()
# What owners are told besides.
REPORTS = [texts.SET_ASIDE.format(count=1)]


async def said(server: TelegramServer, user_id: int) -> list[str]:
    """Everything this person has been told, once nothing more is under way for them."""
    await server.say(user_id, "/help")
    await server.wait_for(
        lambda: any(message["text"].startswith(HELP) for message in server.messages[user_id])
    )
    told = [message["text"] for message in server.messages[user_id]][:-1]
    return [text for text in told if text not in REPORTS]


def assert_answered_once(told: list[str]) -> None:
    assert len(told) == 1
    assert ANSWER in told[0]


async def accepted(server: TelegramServer, update_id: int) -> None:
    await server.wait_for(lambda: server.confirmed > update_id)


async def test_killed_with_questions_accepted_each_is_answered_once(
    server: TelegramServer, start_bot: StartBot, gate: Path
) -> None:
    bot = await start_bot(GATE=str(gate), TRACUU_ACCESS="open")
    people = (OWNER, *OTHERS)
    for person in people:
        (update_id,) = await server.say(person, "Hỏi rồi chờ")
    await accepted(server, update_id)
    await bot.end(signal.SIGKILL)
    assert not server.messages
    await start_bot(TRACUU_ACCESS="open")
    for person in people:
        assert_answered_once(await said(server, person))


async def test_killed_between_send_and_mark_repeats_at_most_once(
    server: TelegramServer, start_bot: StartBot
) -> None:
    for _ in range(2):  # killed there again: not a third time
        fault = server.fault("sendMessage", "apply-hold")
        bot = await start_bot()
        if not server.messages:
            await server.say(OWNER, "Kinh phí?")
        await server.wait_for(fault.reached.is_set)
        await bot.end(signal.SIGKILL)
    await start_bot()
    *told, doubt = await said(server, OWNER)
    assert len(told) == 2
    assert all(ANSWER in text for text in told)
    assert doubt == texts.DOUBTFUL


async def test_killed_before_the_send_arrived_is_sent_again(
    server: TelegramServer, start_bot: StartBot
) -> None:
    fault = server.fault("sendMessage", "hold")
    bot = await start_bot()
    await server.say(OWNER, "Kinh phí?")
    await server.wait_for(fault.reached.is_set)
    await bot.end(signal.SIGKILL)
    await start_bot()
    assert_answered_once(await said(server, OWNER))


async def test_a_failed_send_ends_with_one_answer(
    server: TelegramServer, start_bot: StartBot
) -> None:
    """429, 500, a proxy's 502 page, dropped before it was applied."""
    await start_bot(TRACUU_ACCESS="open")
    for person, (kind, value) in enumerate(
        (("retry", 1), ("status", 500), ("html", 0), ("drop", 0)), 2001
    ):
        server.fault("sendMessage", kind, value)
        await server.say(person, "Kinh phí?")
        assert_answered_once(await said(server, person))


async def test_while_the_network_is_gone_nothing_is_lost(
    server: TelegramServer, start_bot: StartBot, gate: Path
) -> None:
    await start_bot(GATE=str(gate), TRACUU_ACCESS="open")
    await server.say(OWNER, "Hỏi rồi chờ")
    async with at_the_gate(gate):
        server.gone = True  # the answer leaves into nothing, and so does the poll
    await server.say(OTHERS[0], "Kinh phí?")
    away = server.turned_away
    await server.wait_for(lambda: "sendMessage" in away and away.count("getUpdates") >= 3)
    server.gone = False
    for person in (OWNER, OTHERS[0]):
        assert_answered_once(await said(server, person))


async def test_a_send_whose_outcome_is_unknown_is_repeated_once(
    server: TelegramServer, bot: BotProcess
) -> None:
    server.fault("sendMessage", "apply-drop")
    await server.say(OWNER, "Kinh phí?")
    first, second = await said(server, OWNER)
    assert first == second
    assert ANSWER in first


async def test_what_may_be_lost_twice_is_told_and_not_sent_again(
    server: TelegramServer, bot: BotProcess
) -> None:
    for _ in range(2):
        server.fault("sendMessage", "drop")
    await server.say(OWNER, "Kinh phí?")
    assert await said(server, OWNER) == [texts.DOUBTFUL]


async def test_a_doubtful_message_waits_until_telegram_is_there(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.wait_for(lambda: server.made("getUpdates"))
    server.fault("sendMessage", "drop")
    for _ in range(2):
        server.fault("getMe", "drop")
    await server.say(OWNER, "Kinh phí?")
    assert_answered_once(await said(server, OWNER))
    assert len(server.made("getMe")) >= 3


async def test_a_refused_message_is_apologised_for_once(
    server: TelegramServer, bot: BotProcess
) -> None:
    server.fault("sendMessage", "status", 400)
    await server.say(OWNER, "Kinh phí?")
    assert await said(server, OWNER) == [texts.FAILED]


async def test_someone_who_blocked_the_bot_holds_up_nobody(
    server: TelegramServer, start_bot: StartBot
) -> None:
    bot = await start_bot(TRACUU_ACCESS="open")
    server.blocked.add(OTHERS[0])
    await server.say(OTHERS[0], "Kinh phí?")
    await server.say(OWNER, "Kinh phí?")
    assert_answered_once(await said(server, OWNER))
    assert await bot.end(signal.SIGTERM) == 0


async def test_a_server_in_trouble_is_waited_for(
    server: TelegramServer, start_bot: StartBot
) -> None:
    server.fault("getMe", "status", 500)
    server.fault("getUpdates", "html")
    server.fault("getUpdates", "apply-drop")
    await server.say(OWNER, "Kinh phí?")
    bot = await start_bot()
    assert_answered_once(await said(server, OWNER))
    await bot.printed(texts.NETWORK_BACK)


async def test_a_duplicate_update_is_answered_once(
    server: TelegramServer, start_bot: StartBot
) -> None:
    bot = await start_bot()
    message = server.build(OWNER, text="Kinh phí?")
    update_id = await server.push({"message": message})
    await server.replies(OWNER, 1)
    await server.push({"message": message}, update_id)
    assert_answered_once(await said(server, OWNER))
    await bot.end(signal.SIGTERM)
    await start_bot()
    await server.push({"message": message}, update_id)
    await server.say(OWNER, "/start")
    assert (await server.replies(OWNER, 3))[-1]["text"] == texts.START


async def test_a_poison_update_is_set_aside_and_the_owner_told_once(
    server: TelegramServer, start_bot: StartBot
) -> None:
    bot = await start_bot(TRACUU_ACCESS="open")
    await server.say(OWNER, "/start")
    await server.replies(OWNER, 1)
    for person in OTHERS:
        poison = server.build(person, text="Kinh phí?")
        poison["entities"] = [{"type": "bold"}]
        await server.push({"message": poison})
        assert await said(server, person) == [texts.FAILED]
    await bot.printed("set aside")
    await bot.end(signal.SIGTERM)
    await start_bot()
    await server.say(OWNER, "/start")
    told = [message["text"] for message in await server.replies(OWNER, 3)]
    assert told == [texts.START, *REPORTS, texts.START]


async def test_a_question_that_kills_the_process_is_set_aside(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await server.say(OWNER, "Câu này chết người")
    for _ in range(ATTEMPTS):
        assert await (await start_bot()).end() == 3
    await start_bot()
    assert await said(server, OWNER) == [texts.FAILED]


async def test_updates_of_no_known_form_stop_nothing(
    server: TelegramServer, bot: BotProcess
) -> None:
    for strange in ({"message": None}, {"message": {"chat": 1}}, {"callback_query": []}, {}):
        await server.push(strange)  # type: ignore[arg-type]
    await server.say(OWNER, "Kinh phí?")
    assert_answered_once(await said(server, OWNER))


async def test_sigterm_finishes_what_was_begun(
    server: TelegramServer, start_bot: StartBot, gate: Path
) -> None:
    bot = await start_bot(GATE=str(gate))
    await server.say(OWNER, "Hỏi rồi chờ")
    async with at_the_gate(gate):
        bot.process.send_signal(signal.SIGTERM)
    assert await bot.end() == 0
    assert [ANSWER in message["text"] for message in server.messages[OWNER]] == [True]
    assert texts.BOT_STOPPED in bot.output


async def test_sigint_stops_an_idle_bot(server: TelegramServer, bot: BotProcess) -> None:
    await server.wait_for(lambda: server.made("getUpdates"))
    assert await bot.end(signal.SIGINT) == 0
    assert "Traceback" not in bot.output


async def test_a_second_poller_is_told_once_and_outlived(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    first = await start_bot()
    await server.wait_for(lambda: server.made("getUpdates"))
    second = await start_bot(TRACUU_DATA=str(tmp_path / "other"))
    await first.printed(texts.SECOND_POLLER)
    await second.printed(texts.SECOND_POLLER)
    assert first.output.count(texts.SECOND_POLLER) == 1
    assert await second.end(signal.SIGTERM) == 0
    await server.say(OWNER, "Kinh phí?")
    assert_answered_once(await said(server, OWNER))


async def test_a_second_bot_on_the_same_folder_is_refused(
    server: TelegramServer, bot: BotProcess, start_bot: StartBot, tmp_path: Path
) -> None:
    await server.wait_for(lambda: server.made("getUpdates"))
    second = await start_bot(TRACUU_LOG_LEVEL="INFO")
    assert await second.end() == 1
    assert str(tmp_path / "data") in second.output
    assert "Traceback" not in second.output


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        pytest.param({"TELEGRAM_BOT_TOKEN": "700000001:revoked"}, texts.BAD_TOKEN, id="revoked"),
        pytest.param({"TELEGRAM_BOT_TOKEN": ""}, texts.NO_TOKEN, id="missing"),
    ],
)
async def test_without_a_good_token_one_sentence_and_an_error_status(
    start_bot: StartBot, environment: dict[str, str], sentence: str
) -> None:
    bot = await start_bot(**environment)
    assert await bot.end() == BAD_SETTINGS
    assert sentence in bot.output
    assert "Traceback" not in bot.output
    assert "revoked" not in bot.output


async def test_a_token_revoked_while_running_ends_the_bot(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.wait_for(lambda: server.made("getUpdates"))
    server.token = "700000001:another"
    await server.say(OWNER, "Kinh phí?")
    assert await bot.end() == BAD_SETTINGS
    assert texts.BAD_TOKEN in bot.output


async def test_too_many_questions_of_one_person_get_a_polite_word(
    server: TelegramServer, start_bot: StartBot, gate: Path
) -> None:
    await start_bot(GATE=str(gate))
    await server.say(OWNER, "Hỏi rồi chờ")
    for number in range(7):
        await server.say(OWNER, f"Câu {number}?")
    (refusal,) = await server.replies(OWNER, 1)
    assert refusal["text"] == texts.BACKLOG.format(count=5)
    await open_gate(gate)
    replies = await server.replies(OWNER, 6)
    answered = [reply["reply_to_message"]["text"] for reply in replies[1:6]]
    assert answered == ["Hỏi rồi chờ", "Câu 0?", "Câu 1?", "Câu 2?", "Câu 3?"]


async def test_typing_is_shown_though_the_library_is_busy(
    server: TelegramServer, start_bot: StartBot, gate: Path
) -> None:
    await start_bot(GATE=str(gate), TRACUU_ACCESS="open")
    await server.say(OWNER, "Hỏi rồi chờ")
    await server.say(OTHERS[0], "Kinh phí?")
    await server.wait_for(
        lambda: str(OTHERS[0]) in {call["chat_id"] for call in server.made("sendChatAction")}
    )
    assert not server.messages  # the first question still waits at the gate
    await open_gate(gate)
    assert_answered_once(await said(server, OTHERS[0]))
    methods = [call.method for call in server.calls if call.params.get("chat_id") == str(OWNER)]
    assert "sendChatAction" not in methods[methods.index("sendMessage") :]


async def test_messages_to_one_person_leave_a_second_apart(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(POLITE="yes")
    await server.say(OWNER, "/help")
    await server.say(OWNER, "/help")
    await server.replies(OWNER, 2)
    first, second = (call.at for call in server.calls if call.method == "sendMessage")
    assert second - first >= 0.9  # they arrive a little sooner or later than they leave


async def test_one_busy_person_does_not_hold_up_another(
    server: TelegramServer, start_bot: StartBot, gate: Path
) -> None:
    await start_bot(GATE=str(gate), TRACUU_ACCESS="open")
    await server.say(OWNER, "Hỏi rồi chờ")
    await server.wait_for(lambda: server.made("sendChatAction"))
    for number in range(3):
        await server.say(OWNER, f"Câu {number}?")
    (update_id,) = await server.say(OTHERS[0], "Kinh phí?")
    await accepted(server, update_id)
    await open_gate(gate)
    await server.replies(OWNER, 4)
    order = [call["chat_id"] for call in server.made("sendMessage")]
    assert str(OTHERS[0]) in order[:2]
