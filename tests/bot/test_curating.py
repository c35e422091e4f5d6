"""An administrator curates the documents from the chat."""

import io
import json
import signal
import zipfile
from pathlib import Path
from typing import Any

from bot import texts
from tests.bot.conftest import OWNER, StartBot
from tests.index import pdf_files
from tests.telegram_server import DOWNLOAD, TelegramServer

REGISTER = ("-m", "tests.bot.run_register_bot")
STRANGER = 2002
PLAN = (
    "TỈNH ỦY LAM GIANG\n\nSố: 61-KH/TU\n\nLam Giang, ngày 02 tháng 3 năm 2026\n\nKẾ HOẠCH\n"
    "về tổ chức hội chợ mùa xuân\n\n"
    "Hội chợ mùa xuân họp tại bến Đá từ ngày 05/02/2027 đến ngày 09/02/2027.\n"
)


async def said(
    server: TelegramServer, text: str, chat: int = OWNER, beside: str = ""
) -> dict[str, Any]:
    """The first message of the bot that holds `text`, and `beside`, waited for."""

    def found() -> dict[str, Any] | None:
        told = (m for m in server.messages[chat] if text in m["text"] and beside in m["text"])
        return next(told, None)

    await server.wait_for(found)
    message = found()
    assert message is not None
    return message


def card_key(card: dict[str, Any]) -> str:
    """The key of the document whose card has the buttons of a curator."""
    rows = card["reply_markup"]["inline_keyboard"]
    return str(rows[-1][0]["callback_data"].rpartition(":")[2])


async def test_a_file_is_read_corrected_and_taken_back(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER)
    await server.send_file(OWNER, "ke hoach ../cho.txt", PLAN.encode())
    done = await said(server, "đã đưa vào kho 1 văn bản")
    assert server.made("editMessageText")[0]["message_id"] == str(done["message_id"])
    card = await said(server, "61-KH/TU: Kế hoạch")

    await server.say(OWNER, "hội chợ mùa xuân họp ở đâu")
    await said(server, "bến Đá")
    await server.say(OWNER, f"/ghim {QUESTION}\n61-KH/TU\n{QUOTE}")
    await said(server, texts.PIN_DONE.format(question=QUESTION))
    assert holding(tmp_path / "data", "họp tại bến Đá")

    await server.press(card, texts.CORRECT["number"])
    asked = await said(server, texts.CORRECT_ASK["number"][:12])
    assert '"force_reply": true' in server.made("sendMessage")[-1]["reply_markup"]
    await server.message(OWNER, text="mười hai", reply_to_message=asked)
    await said(server, "«mười hai» không phải là số văn bản")
    await server.message(OWNER, text="62-KH/TU", reply_to_message=asked)
    corrected = await said(server, "62-KH/TU: Kế hoạch")

    tracuu = ("-m", "bot", "--data", str(tmp_path / "data"))
    making = await start_bot(*tracuu, "collections", "create", "noi-bo", PYTHONWARNINGS="ignore")
    assert await making.end() == 0, making.output
    await server.press(corrected, texts.CORRECT_COLLECTION)
    offered = await said(server, texts.CORRECT_COLLECTION_ASK.format(name="62-KH/TU"))
    await server.press(offered, "noi-bo")
    await said(server, texts.COLLECTION_MOVED.format(name="62-KH/TU", collection="noi-bo"))
    hidden = await server.offered(await server.type_inline(OWNER, "62-KH/TU"))
    assert "62-KH/TU" not in str(hidden["results"])
    forged = await server.press_data(offered, f"uk:{card_key(corrected)}:khong-co")
    await server.alert(forged)
    await server.wait_for(lambda: "khong-co" in server.messages[OWNER][-1]["text"])

    await server.press(corrected, texts.UNDO)
    await said(server, texts.REMOVED.format(name="62-KH/TU"))
    await server.say(OWNER, "/vanban 62-KH/TU")
    await said(server, texts.DOC_UNKNOWN.format(typed="62-KH/TU"))
    assert not [path for path in (tmp_path / "data/uploads").rglob("*") if path.is_file()]
    assert holding(tmp_path / "data", "12-NQ/TU")
    assert not holding(tmp_path / "data", "họp tại bến Đá")


def holding(folder: Path, words: str) -> list[Path]:
    """The files that hold some words, as text or inside JSON."""
    forms = (words.encode(), json.dumps(words)[1:-1].encode())
    kept = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in kept if any(form in path.read_bytes() for form in forms)]


def bomb() -> bytes:
    """A small archive of much more than is read."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w") as to,
    ):
        for _ in range(250):
            to.write(bytes(1_000_000))
    return made.getvalue()


async def test_files_that_are_not_taken(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER)
    await server.send_file(OWNER, "anh.exe", b"MZ")
    await said(server, texts.UPLOAD_KIND.partition(":")[0])
    await server.send_file(OWNER, "to.txt", b"x", file_size=21 * 1024 * 1024)
    await said(server, "quá lớn")
    await server.send_file(OWNER, "to.txt", bytes(DOWNLOAD + 1), file_size=5)  # it says less
    await server.wait_for(lambda: sum("quá lớn" in m["text"] for m in server.messages[OWNER]) == 2)
    await server.send_file(OWNER, "trong.txt", b" \n ")
    await said(server, "không có chữ nào để đọc")
    await server.send_file(OWNER, "mat.txt", b"x", file_id="gone")
    await said(server, texts.UPLOAD_LOST.format(name="mat.txt"))
    await server.send_file(OWNER, "bom.zip", bomb())
    await said(server, "bom.zip", beside="lớn quá mức đọc được")
    pdf = tmp_path / "khoa.pdf"
    pdf_files.write(pdf, [pdf_files.Sheet().text(80, 100, "Riêng")], encrypted=True)
    await server.send_file(OWNER, pdf.name, pdf.read_bytes())
    await said(server, "khoa.pdf có mật khẩu")
    await server.send_file(STRANGER, "ke-hoach.txt", PLAN.encode())
    await server.replies(STRANGER, 1)
    assert len(server.made("getFile")) == 5
    assert not [path for path in (tmp_path / "data/uploads").rglob("*") if path.is_file()]


async def test_only_an_administrator_presses(server: TelegramServer, start_bot: StartBot) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await server.say(STRANGER, "/xoa 12-NQ/TU")
    (refusal,) = await server.replies(STRANGER, 1)
    assert "12-NQ/TU" not in refusal["text"]
    for data in ("u:u:1", "u:y:1", "u:n:1", "u:k:1", "uk:1:chung"):
        press = await server.press_data(refusal, data, STRANGER)
        assert await server.alert(press) == texts.NOT_ALLOWED_PRESS
    await server.say(OWNER, "/vanban 12-NQ/TU")
    await said(server, "12-NQ/TU")


async def test_a_document_is_removed_by_number(server: TelegramServer, start_bot: StartBot) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/nguon")
    listed = await said(server, "tệp 12-NQ-TU.md")
    assert len(listed["text"].splitlines()) < 40
    await server.press(listed, texts.NEXT)
    await server.wait_for(lambda: texts.PREVIOUS in str(server.messages[OWNER][0]))
    theirs = await server.press_data(listed, "lf:0:1", STRANGER)
    assert await server.alert(theirs) == texts.NOT_ALLOWED_PRESS
    await server.say(OWNER, "/xoa nq 12")
    asked = await said(server, "khỏi kho?")
    await server.press(asked, texts.REMOVE)
    await said(server, texts.REMOVED.format(name="12-NQ/TU"))


async def test_a_kill_after_a_document_was_removed_leaves_no_file_of_it(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await start_bot(*REGISTER)
    await server.send_file(OWNER, "ke-hoach.txt", PLAN.encode())
    card = await said(server, "61-KH/TU: Kế hoạch")
    await bot.end(signal.SIGKILL)
    await server.press(card, texts.UNDO)
    dying = await start_bot(*REGISTER, KILL="before the replies are written down")
    assert await dying.end() == -signal.SIGKILL
    await start_bot(*REGISTER)
    await said(server, texts.REMOVED.format(name="61-KH/TU"))
    assert not [path for path in (tmp_path / "data/uploads").rglob("*") if path.is_file()]


async def test_an_admin_lets_in_or_deletes_what_was_held_back(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")

    def kept() -> list[Path]:
        return [path for path in (tmp_path / "data/uploads").rglob("*") if path.is_file()]

    await server.send_file(OWNER, "mot.txt", f"MẬT\n\n{PLAN}".encode())
    held = await said(server, f"{OWNER} vừa gửi tệp mot.txt")
    await said(server, texts.UPLOAD_HELD.format(name="mot.txt"))
    data = held["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await server.say(STRANGER, "/help")
    (theirs,) = await server.replies(STRANGER, 1)
    for forged in (data, data.replace(":a:", ":r:"), data.replace(":a:", ":d:")):
        press = await server.press_data(theirs, forged, STRANGER)
        assert await server.alert(press) == texts.NOT_ALLOWED_PRESS
    await server.press(held, texts.QUARANTINE_RELEASE)
    asked = await said(server, "Cho vào kho thì")
    await server.press(asked, texts.QUARANTINE_KEEP)
    waits = await said(server, texts.QUARANTINE_WAITS.format(name="mot.txt"))
    await server.press(waits, texts.QUARANTINE_RELEASE)
    await server.press(await said(server, "Cho vào kho thì"), texts.QUARANTINE_SURE)
    await said(server, texts.QUARANTINE_RELEASED.format(name="mot.txt", count=1))
    await said(server, "61-KH/TU: Kế hoạch")
    late = await server.press_data(held, data.replace(":a:", ":d:"))
    assert await server.alert(late) == texts.QUARANTINE_DECIDED
    assert len(kept()) == 1

    other = f"TUYỆT MẬT\n\n{PLAN}".replace("61-KH", "63-KH")
    await server.send_file(OWNER, "hai.txt", other.encode())
    waiting = await said(server, f"{OWNER} vừa gửi tệp hai.txt")
    await server.press(waiting, texts.QUARANTINE_DELETE)
    await said(server, texts.QUARANTINE_DELETED.format(name="hai.txt"))
    assert len(kept()) == 1
    await server.say(OWNER, "/vanban 63-KH/TU")
    await said(server, texts.DOC_UNKNOWN.format(typed="63-KH/TU"))


QUESTION = "Hội chợ mùa xuân họp từ ngày nào?"
QUOTE = "Hội chợ mùa xuân họp tại bến Đá\ntừ ngày 05/02/2027 đến ngày 09/02/2027."


async def test_a_pinned_answer_is_shown_as_such_while_its_words_stand(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")

    async def asked(text: str) -> str:
        before = len(server.messages[STRANGER])
        await server.say(STRANGER, text)
        return str((await server.replies(STRANGER, before + 1))[before]["text"])

    await server.send_file(OWNER, "ke hoach.txt", PLAN.encode())
    await said(server, "61-KH/TU: Kế hoạch")
    await server.say(OWNER, "/ghim")
    await said(server, texts.PIN_USAGE)
    await server.say(
        OWNER, f"/ghim {QUESTION}\n61-KH/TU\nHội chợ họp tại bến Đá từ ngày 05/02/2027"
    )
    await said(server, texts.PIN_NOT_VERBATIM)
    await server.say(OWNER, f"/ghim {QUESTION}\n99-KH/TU\n{QUOTE}")
    await said(server, texts.PIN_DOCUMENT.format(name="99-KH/TU"))
    await server.say(OWNER, f"/ghim {QUESTION}\n61-KH/TU\n{QUOTE}")
    done = await said(server, texts.PIN_DONE.format(question=QUESTION))
    head = texts.PINNED.partition("{")[0] + str(OWNER)
    for same in (QUESTION, "hoi cho mua xuan hop tu ngay nao", f"Cho em hỏi {QUESTION.lower()} ạ"):
        told = await asked(same)
        assert told.startswith(head) or f"\n{head}" in told, (same, told)
        assert " ".join(QUOTE.split()) in " ".join(told.split())
    for other in ("Hội chợ mùa thu họp từ ngày nào?", "Hội chợ mùa xuân họp đến ngày nào?"):
        assert head not in await asked(other), other
    await server.say(STRANGER, "/ghim")
    forged = await server.press_data(server.messages[STRANGER][0], "gh:1", STRANGER)
    assert await server.alert(forged) == texts.NOT_ALLOWED_PRESS
    await server.press(done, texts.PIN_REMOVE.partition(":")[0])
    await server.wait_for(
        lambda: any(m["text"] == texts.PIN_USAGE for m in server.messages[OWNER][3:])
    )
    assert head not in await asked(QUESTION)
