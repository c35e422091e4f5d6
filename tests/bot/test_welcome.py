"""The first minutes: examples that are answered, help by role, menus, both languages."""

import ast
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter
from typing import Any

import pytest

from bot import texts
from bot.handlers import menus, routing
from bot.handlers.table import Who
from bot.texts import (
    access,
    catalogue,
    chat,
    curating,
    english,
    following,
    grouplog,
    groups,
    pinning,
    welcome,
)
from bot.texts.language import speak
from tests.bot.conftest import HELP, OWNER, BotProcess, StartBot
from tests.bot.test_conversation import labels
from tests.telegram_server import TelegramServer, person

REGISTER = ("-m", "tests.bot.run_register_bot")
READER = 2002
# What is looked for in Vietnamese documents, and what is no sentence.
UNTRANSLATED = {
    *("ARTICLE", "EXAMPLE_QUESTIONS", "FOLLOW_QUESTIONS", "FORGET", "NOTICE_TITLE"),
    *("ROLE_WORDS", "STATS_COMMAND", "CLI_STATS", "CLI_DAYS", "CLI_NAME_DAYS"),
}


async def test_start_offers_three_questions_that_are_answered(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/start")
    (greeting,) = await server.replies(OWNER, 1)
    assert greeting["text"] == f"{texts.START}\n\n{texts.START_EXAMPLES}"
    assert len(texts.START.split("\n")) == len(labels(greeting)) == 3
    for number, label in enumerate(labels(greeting), start=2):
        await server.press(greeting, label)
        answer = (await server.replies(OWNER, number))[-1]
        assert answer["text"].startswith(texts.UNDERSTOOD.format(question=label))
        assert texts.SOURCES in answer["text"]
    for data, said in (("e:s:999:0", texts.DOC_GONE), ("e:s:x:0", texts.BUTTON_OLD)):
        assert await server.alert(await server.press_data(greeting, data)) == said


async def test_help_and_menus_show_each_what_they_may_use(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(TRACUU_ACCESS="open")
    await server.say(READER, "/help")
    (told,) = await server.replies(READER, 1)
    assert told["text"].startswith(HELP)
    assert f"/hoi – {texts.COMMAND_MENU['/hoi']}" in told["text"]
    assert "/caidat" not in told["text"]
    await server.wait_for(lambda: ("all_chat_administrators", "en") in server.menus)
    members = [command["command"] for command in server.menus["all_group_chats", ""]]
    admins = [command["command"] for command in server.menus["all_chat_administrators", ""]]
    assert {"hoi", "vanban", "tomtat"} <= set(members)
    assert set(admins) - set(members) == {"caidat", "bantin"}
    english_menu = server.menus["all_private_chats", "en"]
    assert english.COMMAND_MENU["/help"] in [each["description"] for each in english_menu]


async def test_a_person_whose_telegram_is_english_is_spoken_to_in_english(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.message(
        OWNER, text="/start", **{"from": {**person(OWNER), "language_code": "en-GB"}}
    )
    await server.message(OWNER, text="/start", **{"from": {**person(OWNER), "language_code": "fr"}})
    first, second = await server.replies(OWNER, 2)
    assert first["text"] == english.START
    assert second["text"] == texts.START


STRANGER = 2002


async def test_what_is_told_unasked_is_in_the_language_of_who_reads_it(
    server: TelegramServer, bot: BotProcess
) -> None:
    speaks_english = {"from": {**person(OWNER), "language_code": "en"}}
    await server.message(OWNER, text="/start", **speaks_english)
    await server.replies(OWNER, 1)
    await server.say(STRANGER, "Kinh phí?")
    (refusal,) = await server.replies(STRANGER, 1)
    await server.press(refusal, texts.ASK_TO_JOIN)
    asked = (await server.replies(OWNER, 2))[1]
    name = person(STRANGER)["first_name"]
    assert asked["text"] == english.APPLICATION.format(name=name, person=STRANGER)
    await server.press(asked, english.ADMIT)
    assert (await server.replies(STRANGER, 2))[1]["text"] == texts.WELCOME


def test_every_command_is_in_the_menu() -> None:
    assert set(texts.COMMAND_MENU) == set(routing.COMMANDS) == set(english.COMMAND_MENU)
    (private, *_, admin) = [shown for _, shown in menus.scopes(routing.COMMANDS, [OWNER])]
    wanted = {
        name for name, entry in routing.COMMANDS.items() if entry.who is Who.ADMIN and entry.private
    }
    assert set(admin) - set(private) == wanted


AREAS = [access, catalogue, chat, curating, following, grouplog, groups, pinning, welcome]


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_names_and_placeholders(area: Any) -> None:
    names = {name for name in vars(area) if name.isupper()} - UNTRANSLATED
    for name in sorted(names):
        assert holes(getattr(area, name)) == holes(getattr(english, name)), name


def test_english_names_are_those_of_texts() -> None:
    assert all(hasattr(texts, name) for name in vars(english) if name.isupper())
    speak("en")
    assert texts.SOURCES == english.SOURCES
    assert texts.no_answer(next(iter(english.NO_ANSWER))) in english.NO_ANSWER.values()
    speak(None)
    assert texts.SOURCES == chat.SOURCES


def test_no_text_is_defined_twice() -> None:
    """`bot.texts` finds a name in any module: of two the one would silently hide the other."""
    names = [each.name for each in iter_modules(texts.__path__)]
    english_ = [name for name in names if name.startswith("english")]
    for areas in (english_, [name for name in names if name not in english_]):
        assert_no_name_twice(areas)


def assert_no_name_twice(areas: list[str]) -> None:
    where: dict[str, str] = {}
    for area in areas:
        module = import_module(f"bot.texts.{area}")
        source = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for name in filter(str.isupper, assigned(source)):
            assert where.setdefault(name, area) == area, (name, where[name], area)


def assigned(source: ast.Module) -> set[str]:
    """What a module itself gives a value to, not what it takes from others."""
    plain = (target for each in source.body if isinstance(each, ast.Assign)
             for target in each.targets)  # fmt: skip
    named = [n for target in plain for n in ast.walk(target) if isinstance(n, ast.Name)]
    noted = [e.target for e in source.body if isinstance(e, ast.AnnAssign)]
    return {n.id for n in (*named, *noted) if isinstance(n, ast.Name)}


def holes(text: Any) -> Any:
    """The names in the braces of a text, of each text of a table."""
    if isinstance(text, dict):
        return {key: holes(value) for key, value in text.items()}
    if isinstance(text, tuple):
        return [holes(value) for value in text]
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name})
