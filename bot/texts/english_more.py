"""The rest of `english.py`: members, curating, following, counts."""

from bot.members import Role

# --- who may what ------------------------------------------------------------------------------

ROLES = {
    Role.STRANGER: "stranger",
    Role.GUEST: "guest",
    Role.MEMBER: "member",
    Role.ADMIN: "administrator",
    Role.OWNER: "owner",
}
ADMINS_ONLY = "This command is for administrators of the bot."
TOO_OFTEN = "You ask too fast. Please wait a minute and go on then."
GROUP_TOO_OFTEN = "The group asks too much at once. Please wait a minute and go on then."
ASK_TO_JOIN = "Ask to join"
ASKED_TO_JOIN = "Sent. The bot will tell you when an administrator has let you in."
ASKED_ALREADY = "You have asked already; the bot will tell you. After a day you may ask again."
JOINED_ALREADY = "You may ask the bot already; send your question."
NOBODY_TO_ASK = "The bot has no administrator yet who could let you in."
APPLICATION = "{name} (number {person}) asks to use the bot."
ADMIT, REFUSE = "Let in", "Refuse"
ADMITTED = "{person} is a member now."
REFUSED = "{person} was refused."
DECIDED_ALREADY = "This was decided already."
WELCOME = "You were let in. Send a question; /help tells how it works."
TURNED_DOWN = "The administrator has not let you in."
INVITATION = (
    "A link that makes one person a {role}, good once within 24 hours. Send it to that person "
    "only:\n{link}"
)
INVITATION_GOOD = "Hello. You are a {role} here now. Send a question."
INVITATION_BAD = "This link is wrong, used or too old. Ask the administrator for a new one."
OWNERS_ONLY = "Only the owner of the bot adds, changes or removes administrators."
INVITE_USAGE = "Use: /moi, /moi guest, /moi admin"
MEMBERS = "Members: {count}. Tap a number to change the role or remove."
MEMBERS_NONE = "There are no members yet. Send /moi for a link to invite somebody."
MEMBER_LINE = "{person} · {role} · since {date}"
MEMBER_READS = " · reads {collections}"
MEMBER_CARD = "Number {person}: {role}"
MAKE = "Make a {role}"
MEMBER_REMOVE = "Remove"
BACK = "‹ List"
MEMBER_REMOVED = "{person} was removed and gets no more answers, not even those waiting."
MEMBER_REMOVE_USAGE = "Use: /go NUMBER"
ROLE_SET = "{person} is a {role} now."
ROLE_USAGE = "Use: /quyen NUMBER guest (or member, admin)"
NO_SUCH_MEMBER = "There is no member with the number {person}."
DOOR_OPEN = "From now on whoever is in this group may ask the bot. Send /nhom again to end it."
DOOR_CLOSED = "From now on being in this group is not enough to ask the bot."
COLLECTIONS = "Collections"
COLLECTION_LINE = "{name} · {state} · {documents} documents"
COLLECTION_PUBLIC, COLLECTION_CLOSED = "public", "closed"
COLLECTION_READERS = " · given to {readers}"
COLLECTION_USAGE = (
    "To give it: /bosuutap NAME NUMBER; to take it back: /bosuutap NAME -NUMBER."
    " Administrators read all; guests read public ones only."
)
COLLECTION_UNKNOWN = "There is no collection {name}."
COLLECTION_GIVEN = "{person} reads {name} now."
COLLECTION_TAKEN = "{person} no longer reads {name}."
COLLECTION_MEMBERS_ONLY = "It can be given to members only; {person} is none."
QUARANTINED = (
    "{person} has just sent the file {name}, which is marked as secret or internal. It was held "
    "back: nobody finds it. Let it in only if the marking was misread or is no longer in force."
)
QUARANTINE_RELEASE, QUARANTINE_DELETE = "Let it in", "Delete the file"
QUARANTINE_ASK = (
    "The file {name} is marked “{marking}”. Once it is in, whoever reads that collection finds it. "
    "State secrets may not be kept on a machine with a network."
)
QUARANTINE_SURE, QUARANTINE_KEEP = "Let it in for sure", "Cancel"
QUARANTINE_WAITS = "The file {name} is still held back."
QUARANTINE_RELEASED = "The file {name} is in: {count} documents."
QUARANTINE_DELETED = "The file {name} was deleted; nothing of it was taken in."
QUARANTINE_DECIDED = "This file was dealt with already."

# --- curating ----------------------------------------------------------------------------------

UPLOAD_STEPS = {
    "fetch": "⏳ {name}: receiving…",
    "read": "⏳ {name}: received, reading…",
    "index": "⏳ {name}: read, indexing ({passages} passages)…",
}
UPLOAD_DONE = "✅ {name}: {count} documents are in. Please check what was recognised:"
UPLOAD_KNOWN = "{name}: this file is here already ({count} documents)."
UPLOAD_KIND = "Files of this kind cannot be read: {name}. Those that can: {kinds}"
UPLOAD_LARGE = (
    "The file {name} is too large: Telegram lets a bot fetch up to {limit} MB. Copy it to the "
    "server and add it with: tracuu index add"
)
UPLOAD_LOST = "The file {name} could not be fetched from Telegram. Please send it again."
UPLOAD_HELD = "⛔ {name} is marked as secret or internal: it was not taken in, nobody finds it."
CORRECT = {"number": "Set number", "issued": "Set date", "title": "Set title"}
CORRECT_COLLECTION = "Change collection"
CORRECT_COLLECTION_ASK = "Which collection does {name} belong to?"
COLLECTION_CHOICE = "{name} ({state})"
COLLECTION_MOVED = "{name} is now in the collection {collection}."
CORRECT_ASK = {
    "number": "What is the right number of {name}? Reply to this message, as in: 12-NQ/TU",
    "issued": "What is the right date of {name}? Reply to this message, as in: 18/03/2026",
    "title": "What is the right title of {name}? Reply to this message with it.",
}
UNDO = "↩ Undo: take this document out"
REMOVE = "Remove for good"
REMOVE_ASK = "Remove {name} (file {source})? It cannot be brought back."
REMOVE_USAGE = "Write the number, title or id after the command, as in: /xoa 12-NQ/TU"
REMOVED = "{name} was removed."
SOURCES_HEAD = "There are {count} documents."
SOURCE_LINE = "{name}\nid {id} · file {file}"
SOURCE_LINE_SAME = "{name}\nfile {file}"

# --- following, counts -------------------------------------------------------------------------

NEWS_HEAD = "From what you follow:"
NEWS = {
    "arrived": "• New: {what} (you follow: {why})",
    "replaces": "• {why} is replaced by {what}",
    "repeals": "• {why} is repealed by {what}",
    "amends": "• {why} is amended by {what}",
}
NEWS_MORE = "… and {count} more; send /vanban for the list."
STATS_HEAD = "The last {days} days (no names; numbers below {few} are hidden)"
STATS = {
    "questions": "Questions: {count}",
    "answered": "Answered: {count}",
    "refused": "Not answered: {count}",
    "liked": "👍 {count}",
    "disliked": "👎 {count}",
}
STATS_REASON = "   • {reason}: {count}"
STATS_HIDDEN = "below {few}"
STATS_TIMES = "Time to answer: half below {p50} ms, 95 % below {p95} ms"
STATS_UNANSWERED = "Often asked and not answered:"
STATS_GROUP = "• {question} ({count} times)"
STATS_NEVER = "Documents never quoted ({count}):"

# --- what went wrong ---------------------------------------------------------------------------

DOUBTFUL = "The network failed; the answer may not have arrived. If so, please ask again."
SET_ASIDE = (
    "{count} messages could not be handled and were set aside; their senders were told. The cause "
    "is shown by tracuu doctor and in the log."
)
