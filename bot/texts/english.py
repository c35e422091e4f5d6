"""The texts of the chat in English, under the same names. Questions and quotes stay Vietnamese."""

from bot.texts.english_more import *  # noqa: F403
from retrieval.digests import Part
from retrieval.types import NoticeKind, Reason

# --- welcome -----------------------------------------------------------------------------------

START = (
    "Hello. This bot looks up directives, resolutions, plans and reports in the office's corpus.\n"
    "Send a question in Vietnamese; it quotes the exact words that answer it, with their source.\n"
    "With or without accents is fine. Send /help to see how it works."
)
START_EXAMPLES = "Tap one to try it:"
HELP = (
    "How to use it\n"
    "• Send one question per message, in Vietnamese.\n"
    "• If you know the number of a document, write it in the question.\n"
    "• Tap “Source” to read the whole passage; “Back” and “Next” for those beside it.\n"
    "• What the documents do not state, the bot says it did not find, and offers what is near.\n"
    "• You can go on: «ai ký?», «còn năm 2021?», «văn bản đó còn hiệu lực không?», «điều 7», "
    "«chi tiết hơn». The bot remembers only your last questions, for a short while.\n"
    "• In any other chat: type @{username} and a number or words to insert a public document."
)
HELP_COMMANDS = "Commands"
HELP_COMMAND = "{command} – {about}"
COMMAND_MENU = {
    "/hoi": "Ask a question: /hoi NQ 57 ai ký?",
    "/vanban": "The card of a document, or the list",
    "/tomtat": "Digest of a document; add ngắn, vừa, dài",
    "/quen": "Forget my last questions now",
    "/theodoi": "Tell me when documents arrive",
    "/nguon": "The documents there are (bot admins)",
    "/xoa": "Remove a document (bot admins)",
    "/thongke": "What is asked, counted (bot admins)",
    "/ghim": "Pin the right answer to a question (admins)",
    "/moi": "A link that lets one person in (admins)",
    "/thanhvien": "Members: change roles, remove (admins)",
    "/quyen": "Change a role: /quyen NUMBER khach (admins)",
    "/go": "Remove somebody: /go NUMBER (admins)",
    "/bosuutap": "Who reads which collection (admins)",
    "/nhom": "Let members of this group ask (admins)",
    "/nhatky": "Keep this group's messages for summaries: bat, tat, boqua",
    "/bantin": "Regular summary of this group (its admins)",
    "/caidat": "Settings of this group (its admins)",
    "/start": "Start, sample questions",
    "/help": "How to use it",
}
INLINE_OPEN = "Ask the bot in private"
INLINE_NOT_ALLOWED = "You may not use this bot yet"
INLINE_NOTHING = "Nothing found; tap to ask in private"

# --- answers -----------------------------------------------------------------------------------

UNDERSTOOD = "Understood as: «{question}»"
WRITING = "The model is rephrasing the quotes:"
WRITTEN = "Rephrased by a model, checked against the quotes:"
QUOTED = "Exact words"
SOURCES = "Sources"
RELATED = "Related"
GOES_ON = "…"
LIST_REST = "The list has {count} items; above are the first {shown}."
TEXT_REST = "This part is long; above is its beginning."
READ_ON = "Read on"
HEADING = "• {heading}"
SEE_SOURCE = "Source {markers}"
SEE_CHANGE = "See {by}"
CARD_OF = "Document"
COPY = "Copy [{marker}]"
COPIED = "“{quote}” ({source})"
CUT_SHORT = "[…]"
VOTE_UP = "👍"
VOTE_DOWN = "👎"
VOTED = "{label} ✓"
VOTE_WHY = "Thank you. What was not right? Tap one below if you like."
VOTE_REASONS = {
    "wrong": "Wrong",
    "off": "Not my question",
    "short": "Incomplete",
    "old": "Outdated document",
}
VOTE_TAKEN = "Thank you."
VOTE_UNDONE = "Taken back."
FOLLOW_UP = "Ask on"
FOLLOW = "About {document}: tap a question, or type your own."
FOLLOW_LABELS = {
    "signer": "Who signed it?",
    "effective": "In effect since when?",
    "replaces": "What does it replace?",
    "standing": "Is it still in force?",
}
FOLLOW_DIGEST = "Short digest"
PREVIOUS = "‹ Back"
NEXT = "Next ›"
NUMBER = "No. {number}"
KIND_NUMBER = "{kind} no. {number}"
DATED = "{date}"
PAGE = "page {page}"
CHOICE = "{position}. {label}"
CHOOSE = "Document {position}"
POSITION = "Passage {position}/{count}"

NO_ANSWER = {
    Reason.EMPTY_QUESTION: "There is no question. Please write in a sentence what you look for.",
    Reason.TOO_LONG: "The question is too long. Please shorten it to a sentence or two.",
    Reason.NOT_A_QUESTION: (
        "What would you like to look up? Please ask in Vietnamese, with or without accents."
    ),
    Reason.EMPTY_CORPUS: (
        "There are no documents yet. The administrator adds them with: tracuu index add"
    ),
    Reason.UNKNOWN_REFERENCE: "The document you ask about is not in the corpus.",
    Reason.NO_SUCH_PROVISION: "The document has no such article or clause.",
    Reason.SEVERAL_PROVISIONS: "The document has several such places. Please be more precise.",
    Reason.SEVERAL_DOCUMENTS: "Several documents have this number. Which one do you mean?",
    Reason.WHICH_DOCUMENT: (
        "Which document do you mean? Add its number or title, or ask right after an answer that "
        "quotes it."
    ),
    Reason.NO_SUPPORT: "The documents here do not state what you ask.",
    Reason.STANDING_UNKNOWN: (
        "No document here replaces, repeals or amends this one. That does not mean that it is in "
        "force: documents may be missing here."
    ),
}
NO_ANSWER_MISSING = {
    Reason.NO_SUCH_PROVISION: "The document has no {missing}. It has:",
    Reason.SEVERAL_PROVISIONS: (
        "The document has several places called {missing}. Please be more precise; it has:"
    ),
    Reason.WHICH_DOCUMENT: "{missing} of which document? Please add its number or title.",
    Reason.UNKNOWN_REFERENCE: "There is no document {missing} here.",
    Reason.NO_SUPPORT: (
        "The documents here do not state what you ask; nothing near it speaks of {missing}."
    ),
    Reason.STANDING_UNKNOWN: (
        "No document here replaces, repeals or amends {missing}. That does not mean that it is "
        "in force: documents may be missing here."
    ),
}
NOTICES = {
    NoticeKind.REPLACED: "Note: by the documents here, {document} has been replaced by {by}.",
    NoticeKind.REPEALED: "Note: by the documents here, {document} has been repealed by {by}.",
    NoticeKind.AMENDED: "Note: by the documents here, {document} has been amended by {by}.",
    NoticeKind.REPORT: "Note: {document} is not here in full, only a report about it: {by}.",
}

# --- what is not a question --------------------------------------------------------------------

NOT_ALLOWED = (
    "This bot serves members only. Tap “Ask to join”, or send your number {user_id} to the "
    "administrator to be added."
)
NOT_ALLOWED_PRESS = "You may not see this document yet."
ONLY_TEXT = "The bot reads text messages only. Please write your question."
UNKNOWN_COMMAND = "There is no such command. Send a question, or /help to see how it works."
BACKLOG = (
    "You have {count} questions waiting. What you send now is not taken in; please send it again "
    "after the answers."
)
FAILED = "Something went wrong, please try again in a few minutes, or tell the administrator."
FORGOTTEN = "Your last questions are forgotten. The next one will be read by itself."
NO_MORE = "There is no further passage on that side of the document."
ANSWER_GONE = (
    "The document that answered this was just removed, or may no longer be read here. Please ask "
    "again."
)
PASSAGE_GONE = "This passage is no longer in the corpus."
BUTTON_OLD = "This button no longer works. Please send the question again."

# --- catalogue and digests ---------------------------------------------------------------------

VALIDITY = {
    "replaced": "replaced (by the documents here)",
    "repealed": "repealed (by the documents here)",
    "amended": "amended in part (by the documents here)",
    "unknown": "the documents here do not say",
}
ACTS = {
    "replaces": "Replaces",
    "repeals": "Repeals",
    "amends": "Amends",
    "consolidates": "Consolidates",
    "carries_out": "Carries out",
    "annexed_to": "Annexed to",
    "founded_on": "Based on",
    "mentions": "Mentions",
}
CARD = {
    "issuer": "Issued by: {value}",
    "issued": "Date: {value}",
    "signer": "Signed by: {value}",
    "effective": "In effect from: {value}",
    "source": "Source: {value}",
    "copies": "Other copies: {value}",
}
CARD_VALIDITY = "In force: {value}"
CARD_REPORT = "This is a report about the document, not its full text."
CARD_ABSENT = "{number}: the full text is not here, only documents that mention it."
CARD_OUTLINE = "Contents"
CARD_CHANGED = "Changed by"
CARD_RELATIONS = "Relations"
CARD_MENTIONED = "Mentioned in"
DOC_UNKNOWN = "There is no document like «{typed}» here."
DOC_CHOOSE = "{count} documents match, please be more precise (number, issuer, place):"
NO_SECTION = "This document has no section «{section}»."
DOC_GONE = "This document or section is no longer in the corpus."
DOCS_NONE = "No document matches."
DIGEST = {
    Part.PURPOSE: "Purpose, views",
    Part.SCOPE: "Scope",
    Part.RESULTS: "Situation, results",
    Part.GOALS: "Goals, targets",
    Part.CONTENT: "Main content",
    Part.TASKS: "Tasks, solutions",
    Part.DUTIES: "Who does what",
    Part.EFFECT: "Effect",
    Part.POINTS: "Notable sentences",
}
DIGEST_HEAD = "A digest in the document's own words; “…” is what is left out."
DIGEST_LOOSE = "No clear headings; below are sentences with figures, deadlines, tasks."
DIGEST_NONE = "This document has no sentence fit for a digest."
DIGEST_PLACE = "section {path}"
DIGEST_BELOW = ("clause {label}", "point {label}")
DIGEST_ANNEXED = "annexed part"
DIGEST_SOURCE = "[{marker}] {part}"
DIGEST_SHOWN = "✓ {length}"
DIGEST_USAGE = (
    "Send /tomtat with a number or title, and «ngắn», «vừa» or «dài» if you like; for example: "
    "/tomtat 57-NQ/TW ngắn"
)

# --- pinned answers ------------------------------------------------------------------------------

PINNED = "📌 Answer pinned by the administrator (number {person}) on {date}"
PIN_USAGE = (
    "To pin the right answer to a question send one message, each part on a line of its own:\n"
    "/ghim the question\n"
    "the number of the document\n"
    "the exact words of that document"
)
PIN_DOCUMENT = "There is no document “{name}” here, or several. Write its exact number or id."
PIN_NOT_VERBATIM = "These words do not stand in the document, so nothing was pinned."
PIN_MOST = "There are as many pinned answers as there may be. Take some back with /ghim."
PIN_DONE = "Pinned to “{question}”. Whoever asks that sees:"
PIN_LIST = "Pinned answers ({count}):"
PIN_REMOVE = "Unpin: {question}"
PIN_REMOVED = "Unpinned."
PIN_GONE = "This was unpinned already."

# --- groups ------------------------------------------------------------------------------------

GROUP_ADMINS_ONLY = "Only administrators of this group may do that."
GROUP_ONLY = "This command is for groups only."
GROUP_NOT_APPROVED = "An administrator of the bot has to turn it on here first."
GROUP_HELLO = (
    "Hello everybody. This bot looks up documents and quotes their exact words with the source.\n"
    "Ask with /hoi and a question, by naming @{username}, or by replying to one of its messages; "
    "otherwise it is silent.\n{privacy}\nAdministrators of the group change this with /caidat."
)
GROUP_PRIVATE = "The bot gets only what is said to it, and none of the group's other messages."
GROUP_SEES_ALL = (
    "Telegram passes all messages of the group on to the bot, but it handles only those to itself "
    "and keeps no others."
)
GROUP_OFF = (
    "Hello everybody. This bot looks up documents; it is not turned on here yet: an administrator "
    "of the bot has to send /caidat in this group and tap “Turn on”."
)
GROUP_ELSEWHERE = "This cannot be answered in the group. The bot has written to whoever asked."
GROUP_ELSEWHERE_LINK = (
    "This cannot be answered in the group. Whoever asked may tap below to read it in private."
)
GROUP_OPEN_PRIVATE = "Read in private"
ELSEWHERE_GONE = "This question is more than a day old. Please ask it again here."
SETTINGS = "Settings of this group\n• Answers: {answers}\n• Topics: {topics}\n• Reads: {reads}"
SETTINGS_ON = "on"
SETTINGS_OFF = "off"
SETTINGS_UNAPPROVED = "off, until an administrator of the bot turns it on"
SETTINGS_TURN_ON = "Turn on"
SETTINGS_TURN_OFF = "Turn off"
SETTINGS_ALL_TOPICS = "all topics"
SETTINGS_SOME_TOPICS = "{count} chosen topics{here}"
SETTINGS_HERE = ", this one among them"
SETTINGS_NOT_HERE = ", not this one"
SETTINGS_EVERYWHERE = "All topics"
SETTINGS_ONLY_HERE = "This topic only"
SETTINGS_ADD_HERE = "Add this topic"
SETTINGS_DROP_HERE = "Leave this topic out"
SETTINGS_READS_PUBLIC = "all public collections"
SETTINGS_READS_NONE = "no collection"
SETTINGS_COLLECTIONS = "Collections"
SETTINGS_PUBLIC_ALL = "All public ones"
SETTINGS_ON_MARK = "✓ {name}"
SETTINGS_BACK = "‹ Settings"
SETTINGS_CHOOSE = (
    "This group reads the collections marked ✓: {reads}.\n"
    "Tap to choose or drop. For a closed one send /caidat and its name. You can give the group "
    "only what you may read yourself; everybody in the group will see the answers."
)
SETTINGS_NO_COLLECTION = "There is no collection {name}, or you may not read it."
GROUP_ASK = "Write your question after /hoi or @{username}; for example: /hoi 57-NQ/TW ai ký?"

FOLLOW_USAGE = (
    "Write what to follow after the command; the bot tells you when such a document arrives or one "
    "is replaced:\n"
    "• a number: /theodoi 12-NQ/TU\n"
    "• a kind: /theodoi nghị quyết\n"
    "• words of the title: /theodoi chuyển đổi số"
)
FOLLOW_MOST = "You follow {count} things, the most there may be. End one first."
FOLLOW_HEAD = "You follow:"
FOLLOW_KINDS = {
    "number": "document {value}",
    "kind": "the kind “{value}”",
    "words": "titles with “{value}”",
}
FOLLOW_WHEN = {False: "You are told at most once a day.", True: "You are told at once."}
FOLLOW_SWITCH = {False: "Tell me at once", True: "Once a day"}
FOLLOW_END = "End: {name}"
ALSO = "Also stated in: {documents}"
DIFFERING = "Note: the documents differ. The newest comes first; please read each source."
COLUMNS = "Columns: {columns}"

# --- logs of groups and their summaries ----------------------------------------------------------

LOG_ON = (
    "This group now keeps its messages for summaries: who wrote, when, and the words, for {days} "
    "days, then they are deleted; of files and voice only the names. Where the office has set up a "
    "language model, it reads the lines that were chosen, to put them in few words.\n"
    "• /tomtat: what happened since you were last here\n"
    "• /nhatky boqua: keep none of my messages, delete those kept; /nhatky quaylai undoes it\n"
    "• /nhatky tat (administrators of the group): keep nothing and delete everything"
)
LOG_BLIND = (
    "The bot cannot see this group's messages: make it an administrator, or switch off its privacy "
    "mode with @BotFather (/setprivacy) and add it again."
)
LOG_OFF = "The group's messages are no longer kept, and those kept are deleted."
LOG_NONE = (
    "This group keeps no messages to summarise. Its administrators switch it on with: /nhatky bat\n"
    "The digest of a document: /tomtat 57-NQ/TW"
)
LOG_LEFT = "Your messages here are no longer kept; those kept are deleted."
LOG_BACK = "Your messages here are kept for summaries again."
SUMMARY_LINK = "↗ message {id}"
SUMMARY_VALIDITY = "• {name}: {validity}"
SUMMARY_ANSWER = "↳ {source} states: “{quote}”"
SUMMARY_OPEN = "Open the message"
SUMMARY_RANGES = {"s": "Since last time", "t": "Today", "y": "Yesterday", "h": "100 messages"}
SUMMARY_PRIVATELY = "Send it to me"
SUMMARY_PRIVATE = "Sent. If you do not see it, open the private chat with the bot and tap Start."
SUMMARY_MORE = "{count} more points"
SUMMARY_REST = "The other points:"
SUMMARY_WORDED = "Rephrased by a model, checked against the messages; open one for its exact words."
SUMMARY_GONE = "This is no longer in the group's log."
REMIND = "⏰ Remind me: {due}"
REMINDER_SET = "The bot will remind you in private at {at}."
REMINDER_PAST = "It is too late for a reminder."
REMINDER = "⏰ A reminder. {sender} wrote:\n{text}"
CALENDAR = "📅 Calendar"
CALENDAR_SENT = "Sent. If you see no file, open the private chat with the bot and tap Start."
CALENDAR_FILE = "Open this file to put it into your calendar."
BULLETIN_USAGE = "Use: /bantin 18:00 (every day), /bantin thứ sáu 16:30, /bantin tắt"
BULLETIN_ON = "The group gets a summary {day} at {at}; when nothing matters it is left out."
BULLETIN_OFF = "The group's regular summary is switched off."
BULLETIN_NONE = "The group has no regular summary."
BULLETIN_DAILY = "every day"
WEEKDAYS = (
    "on Mondays", "on Tuesdays", "on Wednesdays", "on Thursdays", "on Fridays", "on Saturdays",
    "on Sundays",
)  # fmt: skip
BULLETIN_JOIN = "Send it to me too"
BULLETIN_LEAVE = "No longer"
BULLETIN_JOINED = {
    True: "You will get it privately too. Tap Start in the private chat with the bot if need be.",
    False: "You will no longer get it privately.",
}
CHAT_QUIET = "Nothing important in these {count} messages."
CHAT_HEAD = "{points} points in {count} messages."
CHAT_KINDS = {
    "decision": "Decisions",
    "deadline": "Deadlines",
    "task": "Tasks",
    "announcement": "Announcements",
    "question_open": "Still open",
    "document": "Documents, files",
}
CHAT_DUE = "due or at {due}"
CHAT_FOR = "for: {people}"
CHAT_DOCUMENTS = "Documents mentioned: {numbers}"
