"""/help, and Telegram's menu of commands: both made of the table of commands, by role."""

import logging
from collections.abc import Iterable, Mapping

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Message,
)
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot import texts
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Who, may
from bot.texts.language import ENGLISH

log = logging.getLogger(__name__)

_PEOPLE = (Who.ANYONE, Who.MEMBER)
_MOST = 100  # commands that Telegram takes for one scope


def help_command(commands: Mapping[str, Command]) -> Command:
    """/help over a table: how to ask, and the commands that this person may use here."""

    async def run(given: Message, typed: str, context: Context) -> list[Call]:
        name = context.me.username
        if given.chat.type != ChatType.PRIVATE:
            return replying.say(given, texts.GROUP_ASK.format(username=name))
        person = replying.person(given)
        lines = [texts.HELP.format(username=name), "", texts.HELP_COMMANDS]
        for command, about in texts.COMMAND_MENU.items():
            entry = commands.get(command)
            if entry and entry.private and await may(context, person, given.chat, entry.who):
                lines.append(texts.HELP_COMMAND.format(command=command, about=about))
        return replying.say(given, "\n".join(lines))

    return Command(run, group=True)


async def register(bot: Bot, commands: Mapping[str, Command], admins: Iterable[int]) -> None:
    """Tell Telegram the menus, for each place and language. What it does not take is left out:
    an administrator may never have written to the bot."""
    for code in (None, ENGLISH):
        texts.speak(code)
        for scope, shown in scopes(commands, admins):
            menu = [(name[1:], texts.COMMAND_MENU[name]) for name in shown][:_MOST]
            try:
                await bot.set_my_commands(menu, scope, code)
            except TelegramError as error:
                log.debug("no menu for %s: %s", scope.type, error)


def scopes(
    commands: Mapping[str, Command], admins: Iterable[int]
) -> list[tuple[BotCommandScope, list[str]]]:
    """Which commands are shown where."""

    def listed(group: bool, *who: Who) -> list[str]:
        return [
            name
            for name in texts.COMMAND_MENU
            if (entry := commands.get(name))
            and (entry.group if group else entry.private)
            and entry.who in who
        ]

    return [
        (BotCommandScopeAllPrivateChats(), listed(False, *_PEOPLE)),
        (BotCommandScopeAllGroupChats(), listed(True, *_PEOPLE)),
        (BotCommandScopeAllChatAdministrators(), listed(True, *_PEOPLE, Who.GROUP_ADMIN)),
        *((BotCommandScopeChat(each), listed(False, *_PEOPLE, Who.ADMIN)) for each in admins),
    ]
