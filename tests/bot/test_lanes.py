"""Which updates are for us, and whose turn they wait for."""

from typing import Any

import pytest

from bot import lanes
from bot.handlers import routing
from bot.handlers.table import joined, numbers
from bot.lanes import ANONYMOUS_ADMIN, Me

ME = Me(700, "Tra_Cuu_bot")
GROUP = {"id": -100, "type": "supergroup"}
PERSON = {"id": 5, "is_bot": False}
OURS = {"message_id": 1, "from": {"id": 700, "is_bot": True}}
FOREIGN_BOT = {"id": 9, "is_bot": True}


def said(text: str, *entities: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A message in a group; each entity is its type and the words it covers."""
    raw = text.encode("utf-16-le")
    covered = [
        {
            "type": kind,
            "offset": raw.index(words.encode("utf-16-le")) // 2,
            "length": len(words.encode("utf-16-le")) // 2,
        }
        for kind, words in entities
    ]
    return {"text": text, "entities": covered, "chat": GROUP, "from": PERSON, **more}


@pytest.mark.parametrize(
    ("message", "person"),
    [
        pytest.param(said("📌 @tra_cuu_BOT ai ký?", ("mention", "@tra_cuu_BOT")), 5, id="mention"),
        pytest.param(said("ai ký?", reply_to_message=OURS), 5, id="reply"),
        pytest.param(said("/hoi a", ("bot_command", "/hoi")), 5, id="command"),
        pytest.param(
            said("/hoi@tra_cuu_bot a", ("bot_command", "/hoi@tra_cuu_bot")), 5, id="own-command"
        ),
        pytest.param(
            said(
                "/hoi a",
                ("bot_command", "/hoi"),
                **{"from": {"id": ANONYMOUS_ADMIN, "is_bot": True}},
                sender_chat=GROUP,
            ),
            -100,
            id="anonymous-admin",
        ),
        pytest.param(said("", migrate_to_chat_id=-1005), 5, id="migration"),
        pytest.param(said("ai ký?"), None, id="chatter"),
        pytest.param(said("/hoi@x_bot a", ("bot_command", "/hoi@x_bot")), None, id="other-command"),
        pytest.param(said("xem /hoi", ("bot_command", "/hoi")), None, id="command-inside"),
        pytest.param(said("@tra_cuu_bot_x", ("mention", "@tra_cuu_bot_x")), None, id="other-name"),
        pytest.param(
            said("/hoi a", ("bot_command", "/hoi"), **{"from": FOREIGN_BOT}), None, id="bot"
        ),
        pytest.param(said("a", reply_to_message=OURS, via_bot=FOREIGN_BOT), None, id="via-bot"),
        pytest.param(
            said("a", reply_to_message=OURS, is_automatic_forward=True), None, id="channel-post"
        ),
        pytest.param(
            said("a", reply_to_message={**OURS, "forum_topic_created": {}}), None, id="topic-notice"
        ),
    ],
)
def test_in_a_group_only_what_speaks_to_this_bot_is_taken_in(
    message: dict[str, Any], person: int | None
) -> None:
    lane = None if person is None else f"message:{person}"
    assert lanes.lane({"update_id": 1, "message": message}, ME) == lane
    # Where a group keeps a log, everything is.
    assert lanes.lane({"message": message}, ME, lambda chat: chat == GROUP["id"])


def test_edits_are_taken_in_for_a_log_only() -> None:
    edit = {"edited_message": said("/hoi a", ("bot_command", "/hoi"))}
    assert lanes.lane(edit, ME) is None
    assert lanes.lane(edit, ME, lambda _: True) == "message:5"
    private = {"edited_message": {**edit["edited_message"], "chat": {"id": 5, "type": "private"}}}
    assert lanes.lane(private, ME, lambda _: True) is None


@pytest.mark.parametrize("update", [{}, {"message": 3}, {"message": {}}, {"poll": {"id": "1"}}])
def test_what_cannot_be_read_is_left_alone(update: dict[str, Any]) -> None:
    assert lanes.lane({"update_id": 1, **update}, ME) is None


def test_a_key_stands_in_one_table_only() -> None:
    assert routing.PRESSES.keys() >= {"s", "p", "c", "d", "g"}
    with pytest.raises(ValueError, match="'s'"):
        joined({"s": 1}, {"s": 2})


def test_data_of_a_button_is_read_strictly() -> None:
    assert numbers("1:-1", 2) == [1, -1]
    assert numbers("1", 2) is numbers("1:x", 2) is numbers("", 1) is None
