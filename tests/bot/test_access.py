"""Who may ask and read: joining, removing, forged links and buttons, closed collections."""

import json
import re
import signal
from contextlib import closing
from pathlib import Path
from typing import Any

from bot import texts
from bot.members import INVITATION_SECONDS, Role
from index.corpus import Corpus
from index.database import change, open_database
from tests.bot.conftest import OWNER, BotProcess, StartBot, at_the_gate
from tests.bot.stand_in import PARTS
from tests.bot.test_conversation import labels, quoted
from tests.embedders import HashEmbedder
from tests.retrieval.test_scope import HOUSES, MARKET
from tests.telegram_server import TelegramServer, person

GROUP, GUEST, OTHER, ADMIN = -100123, 2002, 3003, 4004
REGISTER = ("-m", "tests.bot.run_register_bot")
ANSWER = PARTS[0].strip()


async def told(server: TelegramServer, user: int, text: str) -> dict[str, Any]:
    """Say something in private and wait for one more message there."""
    before = len(server.messages[user])
    await server.say(user, text)
    return (await server.replies(user, before + 1))[before]


async def link(server: TelegramServer, words: str = "", by: int = OWNER) -> str:
    """The payload of a new invitation."""
    said = (await told(server, by, f"/moi {words}"))["text"]
    found = re.search(r"https://t\.me/\w+\?start=(inv_[\w-]{20,59})$", said)
    assert found, said
    return found[1]


async def joined(server: TelegramServer, user: int, words: str = "", by: int = OWNER) -> None:
    said = await told(server, user, f"/start {await link(server, words, by)}")
    role = texts.ROLES[Role.GUEST if words == "khách" else Role.ADMIN if words else Role.MEMBER]
    assert said["text"] == texts.INVITATION_GOOD.format(role=role)


def refused(user: int) -> str:
    return texts.NOT_ALLOWED.format(user_id=user)


async def test_an_invitation_lets_one_person_in_once(
    server: TelegramServer, bot: BotProcess
) -> None:
    payload = await link(server)
    assert (await told(server, GUEST, "Kinh phí?"))["text"] == refused(GUEST)
    await told(server, GUEST, f"/start {payload}")
    assert ANSWER in (await told(server, GUEST, "Kinh phí?"))["text"]
    for forged in (payload, f"{payload}x", payload[:-1], "inv_", "inv_' OR 1=1 --"):
        said = await told(server, OTHER, f"/start {forged}")
        assert said["text"] == texts.INVITATION_BAD
    assert (await told(server, OTHER, "Kinh phí?"))["text"] == refused(OTHER)
    # Another name changes nothing, nor does somebody else's.
    renamed = {"from": {**person(OTHER), "username": "owner", "first_name": str(OWNER)}}
    await server.message(OTHER, text="Kinh phí?", **renamed)
    assert (await server.replies(OTHER, 7))[6]["text"] == refused(OTHER)


async def test_an_invitation_expires(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    clock = tmp_path / "clock"
    clock.write_text("1000000")
    await start_bot(*REGISTER, CLOCK=str(clock))
    payload = await link(server)
    clock.write_text(str(1000001 + INVITATION_SECONDS))
    assert (await told(server, GUEST, f"/start {payload}"))["text"] == texts.INVITATION_BAD


async def test_a_stranger_asks_to_join_and_the_first_admin_decides(
    server: TelegramServer, bot: BotProcess
) -> None:
    await joined(server, ADMIN, "quản trị")
    refusal = await told(server, GUEST, "Kinh phí?")
    await server.press(refusal, texts.ASK_TO_JOIN, GUEST)
    (request,) = [m for m in await server.replies(OWNER, 2) if "xin được hỏi" in m["text"]]
    assert str(GUEST) in request["text"]
    again = await server.press(refusal, texts.ASK_TO_JOIN, GUEST)
    assert await server.alert(again) == texts.ASKED_ALREADY
    # The buttons are the admins': neither the stranger nor a forger can press them.
    for data in (f"jd:{GUEST}:1", f"mr:{GUEST}:1", f"mr:{GUEST}:2", "ml:0", f"mc:{GUEST}"):
        forged = await server.press_data(refusal, data, GUEST)
        assert await server.alert(forged) == texts.NOT_ALLOWED_PRESS
    second = (await server.replies(ADMIN, 2))[1]
    await server.press(second, texts.ADMIT, ADMIN)
    assert (await server.replies(GUEST, 2))[1]["text"] == texts.WELCOME
    late = await server.press(request, texts.REFUSE, OWNER)
    assert await server.alert(late) == texts.DECIDED_ALREADY
    assert ANSWER in (await told(server, GUEST, "Kinh phí?"))["text"]


async def test_a_name_cannot_dress_up_a_request(server: TelegramServer, bot: BotProcess) -> None:
    await told(server, OWNER, "/help")
    refusal = await told(server, GUEST, "Kinh phí?")
    name = "Sếp\n\u202e(mã số 1001)\u200b" + "x" * 99
    query = {
        "id": "77", "from": {**person(GUEST), "first_name": name}, "message": refusal,
        "chat_instance": "1", "data": "ja",
    }  # fmt: skip
    server._queries.add("77")
    await server.push({"callback_query": query})
    request = (await server.replies(OWNER, 2))[1]
    assert request["text"].startswith("Sếp (mã số 1001)xxx")
    assert f"(mã số {GUEST})" in request["text"]
    assert "\n" not in request["text"]
    assert not request.get("entities")


async def test_a_removed_member_gets_nothing_more_not_even_what_waits(
    server: TelegramServer, start_bot: StartBot, gate: Path
) -> None:
    await start_bot(GATE=str(gate))
    await joined(server, GUEST)
    await server.say(GUEST, "câu phải chờ")
    await server.say(GUEST, "câu xếp hàng sau")
    async with at_the_gate(gate):  # the first is being answered
        removed = (await told(server, OWNER, f"/go {GUEST}"))["text"]
    assert removed == texts.MEMBER_REMOVED.format(person=GUEST)
    said = [message["text"] for message in await server.replies(GUEST, 3)]
    assert said[1:] == [refused(GUEST), refused(GUEST)]
    assert not any(ANSWER in text for text in said)
    assert (await told(server, OWNER, f"/go {GUEST}"))["text"] == (
        texts.NO_SUCH_MEMBER.format(person=GUEST)
    )


async def test_what_is_written_down_for_a_removed_member_is_not_sent(
    server: TelegramServer, bot: BotProcess
) -> None:
    await joined(server, GUEST)
    server.fault("sendMessage", "retry", 2)
    await server.say(GUEST, "Kinh phí?")
    await server.wait_for(lambda: [c for c in server.made("sendMessage") if "[1]" in c["text"]])
    await told(server, OWNER, f"/go {GUEST}")
    assert (await told(server, GUEST, "Còn đó không?"))["text"] == refused(GUEST)
    assert not any(ANSWER in message["text"] for message in server.messages[GUEST])


async def test_roles(server: TelegramServer, bot: BotProcess) -> None:
    await joined(server, ADMIN, "quản trị")
    await joined(server, GUEST, "khách", by=ADMIN)
    assert (await told(server, GUEST, "/thanhvien"))["text"] == texts.ADMINS_ONLY
    assert (await told(server, ADMIN, "/moi quan tri"))["text"] == texts.OWNERS_ONLY
    assert (await told(server, ADMIN, f"/go {OWNER}"))["text"] == texts.OWNERS_ONLY
    assert (await told(server, ADMIN, f"/quyen {ADMIN} khách"))["text"] == texts.OWNERS_ONLY
    members = await told(server, ADMIN, "/thanhvien")
    assert labels(members) == [str(ADMIN), str(GUEST)]
    await server.press(members, str(GUEST), ADMIN)
    place = len(server.messages[ADMIN]) - 1
    await server.wait_for(lambda: texts.MEMBER_REMOVE in labels(server.messages[ADMIN][place]))
    pressed = await server.press(
        server.messages[ADMIN][place], texts.MAKE.format(role="thành viên"), ADMIN
    )
    assert await server.alert(pressed) == texts.ROLE_SET.format(person=GUEST, role="thành viên")
    done = await told(server, OWNER, f"/quyen {ADMIN} thành viên")
    assert done["text"] == texts.ROLE_SET.format(person=ADMIN, role="thành viên")
    assert (await told(server, ADMIN, "/thanhvien"))["text"] == texts.ADMINS_ONLY
    for usage in (
        "/go",
        "/go tôi",
        "/quyen",
        "/quyen 12",
        "/quyen 12 vua",
        f"/quyen {10**30} khach",
    ):
        assert (await told(server, OWNER, usage))["text"] in (
            texts.MEMBER_REMOVE_USAGE,
            texts.ROLE_USAGE,
        )


async def test_roles_outlive_the_process(server: TelegramServer, start_bot: StartBot) -> None:
    first = await start_bot()
    await joined(server, GUEST)
    await first.end(signal.SIGTERM)
    await start_bot()
    assert ANSWER in (await told(server, GUEST, "Kinh phí?"))["text"]


async def test_whoever_is_in_a_named_group_may_ask(server: TelegramServer, bot: BotProcess) -> None:
    server.group(GROUP)
    server.admins.add((GROUP, OWNER))
    await server.speak(OWNER, GROUP, "/caidat")
    settings = (await server.replies(GROUP, 1))[0]
    await server.press(settings, texts.SETTINGS_TURN_ON, OWNER)
    await server.wait_for(lambda: texts.SETTINGS_TURN_OFF in labels(server.messages[GROUP][0]))
    assert (await told(server, GUEST, "Kinh phí?"))["text"] == refused(GUEST)
    await server.speak(OTHER, GROUP, "/nhom")
    await server.speak(OWNER, GROUP, "/nhom")
    await server.wait_for(lambda: texts.DOOR_OPEN in [m["text"] for m in server.messages[GROUP]])
    server.outside.add((GROUP, OTHER))
    assert ANSWER in (await told(server, GUEST, "Kinh phí?"))["text"]
    assert (await told(server, OTHER, "Kinh phí?"))["text"] == refused(OTHER)
    server.outside.add((GROUP, GUEST))
    left = {
        "chat": server.groups[GROUP], "from": person(GUEST), "date": 1_700_000_000,
        "old_chat_member": {"user": person(GUEST), "status": "member"},
        "new_chat_member": {"user": person(GUEST), "status": "left"},
    }  # fmt: skip
    await server.push({"chat_member": left})
    await told(server, OWNER, "/help")  # what was pushed before has been seen
    assert (await told(server, GUEST, "Kinh phí?"))["text"] == refused(GUEST)


def moved(data: Path, document: str, collection: str) -> None:
    """What an admin does on the command line, while the bot runs."""
    with closing(open_database(data)) as db:
        with change(db, data):
            db.execute("INSERT OR IGNORE INTO collections VALUES ('noi-bo', 0)")
        Corpus(db, data, HashEmbedder).move([document], collection)


async def test_a_closed_collection_is_nowhere_for_who_may_not_read_it(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    shown = await told(server, OWNER, "07-NQ/TU ai ký?")
    card = await told(server, OWNER, "/vanban 07-NQ/TU")
    await joined(server, GUEST)
    moved(tmp_path / "data", "07-nq-tu", "noi-bo")
    secret = ("168 xã", "92 thôn", "07-nq-tu", "kinh phí hạn hẹp")
    for user in (GUEST, OTHER):
        for text in ("07-NQ/TU ai ký?", "/vanban 07-NQ/TU", "/vanban", "/tomtat 07-NQ/TU",
                     "chuyển đổi số ở cấp xã giai đoạn 2021 - 2025", "/bosuutap"):  # fmt: skip
            said = (await told(server, user, text))["text"]
            assert not any(word in said for word in secret), said
        for message in (shown, card):
            for row in message["reply_markup"]["inline_keyboard"]:
                for button in filter(lambda each: "callback_data" in each, row):
                    press = await server.press_data(message, button["callback_data"], user)
                    if not await server.alert(press):  # what changed it is public
                        shown_ = server.messages[user][-1]["text"]
                        assert not any(word in shown_ for word in secret), shown_
    given = await told(server, OWNER, f"/bosuutap nội bộ {GUEST}")
    assert given["text"] == texts.COLLECTION_GIVEN.format(person=GUEST, name="noi-bo")
    assert "07-NQ/TU" in (await told(server, GUEST, "/vanban 07-NQ/TU"))["text"]
    assert quoted(await told(server, GUEST, "07-NQ/TU ai ký?"))
    assert f"cấp riêng cho {GUEST}" in (await told(server, OWNER, "/bosuutap"))["text"]
    await told(server, OWNER, f"/bosuutap noi-bo -{GUEST}")
    assert "168 xã" not in (await told(server, GUEST, "/vanban 07-NQ/TU"))["text"]
    refused_ = await told(server, OWNER, f"/bosuutap noi-bo {OTHER}")
    assert refused_["text"] == texts.COLLECTION_MEMBERS_ONLY.format(person=OTHER)


async def test_a_group_sees_what_is_public_whoever_asks(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await told(server, OWNER, "/help")
    moved(tmp_path / "data", "07-nq-tu", "noi-bo")
    server.group(GROUP)
    await server.speak(OTHER, GROUP, "/vanban 07-NQ/TU")
    said = (await server.replies(GROUP, 1))[0]["text"]
    assert "kho không có toàn văn" in said


async def test_who_asks_too_often_is_told_once(server: TelegramServer, start_bot: StartBot) -> None:
    await start_bot(TRACUU_ACCESS="open", TRACUU_PERSON_PER_MINUTE="3")
    for _ in range(3):
        assert ANSWER in (await told(server, GUEST, "Kinh phí?"))["text"]
    assert (await told(server, GUEST, "Kinh phí?"))["text"] == texts.TOO_OFTEN
    await server.say(GUEST, "Kinh phí?")
    answer = server.messages[GUEST][0]
    press = await server.press(answer, "[1]", GUEST)
    assert await server.alert(press) == ""
    assert ANSWER in (await told(server, OTHER, "Kinh phí?"))["text"]
    assert len(server.messages[GUEST]) == 4


async def elsewhere(server: TelegramServer, user: int, text: str) -> dict[str, Any]:
    """Ask in the group and wait for the line there."""
    before = len(server.messages[GROUP])
    await server.speak(user, GROUP, text)
    return (await server.replies(GROUP, before + 1))[before]


async def test_what_only_the_asker_may_read_is_told_in_private(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await told(server, OWNER, "/help")
    moved(tmp_path / "data", "07-nq-tu", "noi-bo")
    server.group(GROUP)
    for text, holds in (
        ("/hoi 07-NQ/TU ai ký?", "Hiểu là: «07-NQ/TU ai ký?»"),
        ("/vanban 07-NQ/TU", "07-NQ/TU"),
        ("/tomtat 07-NQ/TU", "07-NQ/TU"),
    ):
        before = len(server.messages[OWNER])
        assert (await elsewhere(server, OWNER, text))["text"] == texts.GROUP_ELSEWHERE
        await server.wait_for(lambda: len(server.messages[OWNER]) > before)  # noqa: B023
        assert holds in server.messages[OWNER][before]["text"]
    said = await elsewhere(server, GUEST, "/vanban 07-NQ/TU")
    assert "kho không có toàn văn" in said["text"]
    assert not server.messages[GUEST]


async def test_a_choice_between_documents_that_only_the_asker_may_read_is_private(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await told(server, OWNER, "/help")
    folder = tmp_path / "decisions"
    folder.mkdir()
    for name, text in (("cho", MARKET), ("nha", HOUSES)):
        (folder / f"{name}.txt").write_text(text)
    with closing(open_database(tmp_path / "data")) as db:
        Corpus(db, tmp_path / "data", HashEmbedder).add([folder])
    moved(tmp_path / "data", "cho", "noi-bo")
    moved(tmp_path / "data", "nha", "noi-bo")
    server.group(GROUP)
    line = await elsewhere(server, OWNER, "/hoi 87/2025/QĐ-UBND quy định gì?")
    assert line["text"] == texts.GROUP_ELSEWHERE
    choice = (await server.replies(OWNER, 2))[1]
    assert "chợ" in choice["text"]
    assert "nhà ở" in choice["text"]
    await server.press(choice, texts.CHOOSE.format(position=2))
    chosen = (await server.replies(OWNER, 3))[2]
    assert quoted(chosen)
    for text in ("/hoi 87/2025/QĐ-UBND quy định gì?", "/vanban 87/2025/QĐ-UBND"):
        said = await elsewhere(server, GUEST, text)
        assert not re.search("chợ|nhà ở", json.dumps(said, ensure_ascii=False)), said
    assert not server.messages[GUEST]


async def test_a_link_to_a_private_answer_is_authorised_anew(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await told(server, OWNER, "/help")
    moved(tmp_path / "data", "07-nq-tu", "noi-bo")
    server.group(GROUP)
    server.strangers.add(OWNER)
    line = await elsewhere(server, OWNER, "/hoi 07-NQ/TU ai ký?")
    assert line["text"] == texts.GROUP_ELSEWHERE_LINK
    server.typing_to_strangers = True  # it turns out only when the answer is sent
    assert (await elsewhere(server, OWNER, "/hoi 07-NQ/TU ai ký?"))["text"] == texts.GROUP_ELSEWHERE
    assert (await server.replies(GROUP, 3))[2]["text"] == texts.GROUP_ELSEWHERE_LINK
    (button,) = line["reply_markup"]["inline_keyboard"][0]
    payload = button["url"].partition("?start=")[2]
    assert re.fullmatch(r"[\w-]{1,64}", payload)
    theirs = await told(server, GUEST, f"/start {payload}")
    assert not any(word in theirs["text"] for word in ("168 xã", "92 thôn", "07-nq-tu"))
    server.strangers.clear()
    assert quoted(await told(server, OWNER, f"/start {payload}"))
    forged = await told(server, OWNER, f"/start {payload}x")
    assert forged["text"] == texts.ELSEWHERE_GONE


async def test_admins_choose_what_a_group_reads(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await told(server, OWNER, "/help")
    moved(tmp_path / "data", "07-nq-tu", "noi-bo")
    server.group(GROUP)
    server.admins |= {(GROUP, OWNER), (GROUP, GUEST)}
    unknown = texts.SETTINGS_NO_COLLECTION.format(name="noi-bo")
    # Who may not read it gives it to nobody, nor learns that it is there.
    assert (await elsewhere(server, GUEST, "/caidat noi-bo"))["text"] == unknown
    settings = await elsewhere(server, GUEST, "/caidat")
    assert texts.SETTINGS_READS_PUBLIC in settings["text"]
    forged = await server.press_data(settings, "kc:noi-bo", GUEST)
    assert await server.alert(forged) == unknown
    given = await elsewhere(server, OWNER, "/caidat noi-bo")
    assert "✓ noi-bo" in labels(given), given["text"]
    card = await elsewhere(server, GUEST, "/vanban 07-NQ/TU")
    assert "kho không có toàn văn" not in card["text"]
    place = len(server.messages[GROUP]) - 2
    await server.press(server.messages[GROUP][place], "noi-bo", GUEST)
    await server.wait_for(lambda: "✓ noi-bo" not in labels(server.messages[GROUP][place]))
    assert "kho không có toàn văn" in (await elsewhere(server, GUEST, "/vanban 07-NQ/TU"))["text"]
    await server.press(server.messages[GROUP][place], "✓ chung", GUEST)
    await server.wait_for(
        lambda: texts.SETTINGS_READS_NONE in server.messages[GROUP][place]["text"]
    )
    await server.press(server.messages[GROUP][place], texts.SETTINGS_PUBLIC_ALL, GUEST)
    await server.wait_for(
        lambda: texts.SETTINGS_READS_PUBLIC in server.messages[GROUP][place]["text"]
    )
    await server.press(server.messages[GROUP][place], texts.SETTINGS_BACK, GUEST)
    await server.wait_for(
        lambda: texts.SETTINGS_COLLECTIONS in labels(server.messages[GROUP][place])
    )


async def test_nothing_on_its_way_is_sent_when_its_document_is_removed(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    people = range(3001, 3008)
    answers = [await told(server, who, "07-NQ/TU ai ký?") for who in people]
    listed = await told(server, OWNER, "/vanban")
    throttled = [server.fault("sendMessage", "hold-retry", 1) for _ in people]
    throttled.append(server.fault("editMessageText", "hold-retry", 1))
    throttled.append(server.fault("answerInlineQuery", "hold-retry", 1))
    asked = ("07-NQ/TU ai ký?", "/vanban 07-NQ/TU", "/vanban nghị quyết", "/tomtat 07-NQ/TU")
    for who, text in zip(people, asked, strict=False):
        await server.say(who, text)
    pressed = (texts.CARD_OF, texts.FOLLOW_UP, texts.SEE_SOURCE.format(markers="[1]"))
    for answer, label in zip(answers[len(asked) :], pressed, strict=True):
        await server.press(answer, label)
    await server.press(listed, texts.NEXT)
    query = await server.type_inline(OWNER, "07-NQ/TU")
    for fault in throttled:
        await fault.reached.wait()
    with closing(open_database(tmp_path / "data")) as db:
        gone = [
            row["id"] for row in db.query("SELECT id FROM documents") if row["id"] != "03-ct-tu"
        ]
        Corpus(db, tmp_path / "data", HashEmbedder).remove(gone)
    for fault in throttled:
        fault.release.set()
    for who in (*people, OWNER):
        assert (await server.replies(who, 2))[1]["text"] == texts.ANSWER_GONE
    assert server.messages[OWNER][0] == listed
    await server.offered(await server.type_inline(OWNER, "07-NQ/TU"))  # served after the other
    assert query not in server.offers
