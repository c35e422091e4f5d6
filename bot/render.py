"""Answers as text: for Telegram (text, entities, buttons), for a terminal and for JSON.

Pure. Text from documents is never parsed as Markdown or HTML: formatting lies beside it.
Laid out for a phone: the answer first, its sources after it, short lines.
"""

import textwrap
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from bot import texts
from bot.messages import COPY_LIMIT, LIMIT, Button, Message, Text, cut
from retrieval.chat_types import VIETNAM
from retrieval.types import Answer, Citation, Mention, Notice, PassagePage, Reason, Rest

# A quote longer than this (code points) stays folded until it is tapped.
LONG_QUOTE = 300
# A related passage shows only its beginning: the button opens all of it.
EXCERPT = 160
LONG_TITLE = 160
# What a page of a passage may take, leaving room for its source lines and its position.
PAGE = LIMIT - 600
BUTTONS_PER_ROW = 2
# What people can say of a refusal that it is wrong.
_JUDGED = (Reason.NO_SUPPORT, Reason.UNKNOWN_REFERENCE, Reason.NO_SUCH_PROVISION)
_FEW = 2  # markers that are written out
# Callback data: what a button asks for. Passage ids are never used twice.
ACTIONS = SOURCE, TURN, CHOOSE, CARD_OF, FOLLOW, VOTE = ("s", "p", "c", "b", "f", "v")

Line = tuple[str, str]  # text and style: "", "bold" or "quote"


def answer(given: Answer, answer_id: str = "") -> list[Message]:
    """The Telegram messages of an answer, or of "no answer" with its related passages; with
    `answer_id` people can say what they think of it."""
    text = Text()
    emphasised = {_quote(cited): cited.emphasis for cited in given.citations}
    for line, style in _lines(given):
        text.line(line, _entity(line, style), emphasised.get(line))
    rest = () if given.rest is None else ((_read_on(given.rest),),)
    buttons = _choice_buttons(given) or _source_buttons(given.citations or given.related)
    last = (*_going_on(given.citations), *_votes(given, answer_id))
    rows = (*_notice_buttons(given.notices), *buttons, *rest, _copies(given.citations), last)
    return text.messages(tuple(row for row in rows if row), _documents(given))


def _documents(given: Answer) -> Iterator[str]:
    """The ids of the documents of which an answer tells anything."""
    for cited in (*given.citations, *given.related):
        yield cited.document_id
        yield from (other.document_id for other in cited.also)
    yield from (offered.document_id for offered in given.candidates)
    yield from (notice.by_id for notice in given.notices)
    if given.outline:
        yield given.outline.document_id


def draft(written: str) -> str:
    """What is shown while a language model is still writing."""
    return cut(f"{texts.WRITING}\n{written}", LIMIT)[0]


def page(shown: PassagePage, piece: int = 0) -> Message:
    """A whole passage with its source and buttons to its neighbours.

    A passage too long for one message is shown in pieces: `piece` counts from 0, -1 is the last.
    """
    pieces = cut(shown.passage.text, PAGE) or [""]
    piece = piece % len(pieces)
    document, passage = shown.document, shown.passage
    label = document_label(document.kind, document.number, document.issued)
    text = Text()
    for line, style in _head(label, document.title):
        text.line(line, style)
    place = _place(passage.section, passage.place, passage.page, document.title)
    if place and not pieces[piece].startswith(place):  # its heading says it already
        text.line(place)
    text.line(pieces[piece], "blockquote")
    text.line(texts.POSITION.format(position=shown.position, count=shown.count))
    return text.messages(_page_buttons(shown, piece, len(pieces)), [document.id])[0]


def plain(given: Answer, width: int, bold: tuple[str, str] = ("", "")) -> str:
    """The same for a terminal of `width` columns; `bold` stands around the words that answer."""
    emphasised = {_quote(cited): cited.emphasis for cited in given.citations}
    lines = (_marked(line, emphasised.get(line), bold) for line, _ in _lines(given))
    return "\n".join(_wrapped(line, width) for line in lines).strip()


def _marked(line: str, span: tuple[int, int] | None, bold: tuple[str, str]) -> str:
    if span is None:
        return line
    start, end = span
    return line[:start] + bold[0] + line[start:end] + bold[1] + line[end:]


def answer_text(given: Answer) -> str:
    """Only the quotes with their markers, or what a language model wrote of them, or the
    sentence that says why there is no answer."""
    if given.reason is not None:
        lines = [texts.no_answer(given.reason, given.missing)]
        offered = [line for line, _ in (*_choices(given), *_outline(given))]
        return "\n".join(lines + offered)
    return given.written or "\n".join(_quote(citation) for citation in given.citations)


def _lines(given: Answer) -> Iterator[Line]:
    yield from _before(given)
    if given.written:
        yield texts.WRITTEN, "bold"
        yield from ((line, "") for line in given.written.split("\n"))
        yield from (("", ""), (texts.QUOTED, "bold"))
    for citation in given.citations:
        yield from _lead_in(citation, given.citations)
        yield _quote(citation), "quote"
        yield "", ""
    if given.rest is not None:
        yield from ((_left(given.rest), ""), ("", ""))
    if given.citations:
        yield texts.SOURCES, "bold"
        for _, group in groupby(given.citations, key=lambda citation: citation.document_id):
            yield from _source(list(group))
    if given.related:
        yield from (("", ""), (texts.RELATED, "bold"))
    for citation in given.related:
        if citation is not given.related[0]:
            yield "", ""
        yield shorten(_quote(citation), EXCERPT), "quote"
        yield from _source([citation])


def _lead_in(cited: Citation, all_cited: tuple[Citation, ...]) -> Iterator[Line]:
    """What has to be read before a quote: the lead-in of its list, the columns of its table."""
    if cited.lead and not _follows(cited, all_cited):
        yield shorten(cited.lead.text, LONG_QUOTE), "quote"
    if cited.columns:
        yield texts.COLUMNS.format(columns=shorten(cited.columns, EXCERPT)), ""


def _follows(cited: Citation, all_cited: tuple[Citation, ...]) -> bool:
    """Whether the citation shown before has the same lead-in, which need not be said again."""
    before = all_cited[cited.marker - 2] if cited.marker > 1 else None
    return before is not None and before.lead == cited.lead


def _before(given: Answer) -> Iterator[Line]:
    """What has to be known before the quotes: who chose them, how the question was read, what is
    missing, which documents it may mean, and what became of those cited."""
    if given.pinned:
        day = datetime.fromtimestamp(given.pinned.at, VIETNAM).strftime("%d/%m/%Y")
        yield texts.PINNED.format(person=given.pinned.person, date=day), "bold"
    if given.understood:
        yield texts.UNDERSTOOD.format(question=shorten(given.understood, EXCERPT)), ""
        yield "", ""
    if given.reason is not None:
        yield texts.no_answer(given.reason, given.missing), ""
    elif given.missing:
        absent = Reason.NO_SUCH_PROVISION if given.outline else Reason.UNKNOWN_REFERENCE
        yield texts.no_answer(absent, given.missing), ""
    yield from _choices(given)
    yield from _outline(given)
    if given.answered and given.missing:
        yield "", ""
    if given.differing:
        yield texts.DIFFERING, "bold"
    for notice in given.notices:
        yield texts.notice(notice), "bold"
    if given.notices or given.differing:
        yield "", ""


def _choices(given: Answer) -> Iterator[Line]:
    """The documents between which the person chooses, numbered."""
    for position, offered in enumerate(given.candidates, start=1):
        label = document_label(None, offered.number, offered.issued)
        head = list(_head(label, offered.title))
        yield texts.CHOICE.format(position=position, label=head[0][0]), head[0][1]
        yield from head[1:]


def _outline(given: Answer) -> Iterator[Line]:
    """The headings among which a provision was looked for, under their document's name."""
    if given.outline is None:
        return
    label = document_label(None, given.outline.number, None)
    yield from _head(label, given.outline.title)
    for heading in given.outline.headings:
        yield texts.HEADING.format(heading=heading), ""


def _left(rest: Rest) -> str:
    """How much of a list or of a long provision is shown."""
    if rest.count:
        return texts.LIST_REST.format(count=rest.count, shown=rest.shown)
    return texts.TEXT_REST


def _quote(citation: Citation) -> str:
    goes_on = f" {texts.GOES_ON}" if citation.more else ""
    return f"{citation.quote}{goes_on} [{citation.marker}]"


def _source(group: list[Citation]) -> Iterator[Line]:
    """The lines about one document; each of its citations may lie in another place."""
    first = group[0]
    markers = _markers(group)
    label = document_label(first.kind, first.number, first.issued)
    head = list(_head(label, first.title))
    yield f"{markers} {head[0][0]}", head[0][1]
    yield from head[1:]
    places = groupby(group, key=lambda c: _place(c.section, c.place, c.page, first.title))
    for place, here in places:
        if place:
            marked = f"{_markers(list(here))} {place}"
            yield (place if markers == marked.removesuffix(f" {place}") else marked), ""
    also = tuple(dict.fromkeys(mention for cited in group for mention in cited.also))
    if also:
        yield texts.ALSO.format(documents="; ".join(map(_mentioned, also))), ""


def _mentioned(other: Mention) -> str:
    return document_label(None, other.number, other.issued) or shorten(other.title, LONG_TITLE // 2)


def _markers(group: list[Citation]) -> str:
    """ "[1]", "[1] [2]"; from three on "[1]-[9]"."""
    each = [f"[{citation.marker}]" for citation in group]
    return f"{each[0]}–{each[-1]}" if len(each) > _FEW else " ".join(each)


def _head(label: str, title: str) -> Iterator[Line]:
    title = shorten(_untold(title, label), LONG_TITLE)
    if label:
        yield label, "bold"
    if title or not label:
        yield title, "" if label else "bold"


def _untold(title: str, label: str) -> str:
    """A title without the kind of document, where the label has said it already."""
    kind, said, _ = label.partition(texts.KIND_NUMBER.format(kind="", number=""))
    rest = title[len(kind) :].strip()
    if not said or not rest or title[: len(kind)].lower() != kind.lower():
        return title
    return rest[0].upper() + rest[1:]


def document_label(kind: str | None, number: str | None, issued: date | None) -> str:
    named = ""
    if number:
        template = texts.KIND_NUMBER if kind else texts.NUMBER
        named = template.format(kind=kind, number=number)
    dated = texts.DATED.format(date=issued.strftime("%d/%m/%Y")) if issued else ""
    label = ", ".join(filter(None, (named or kind, dated)))
    return label[:1].upper() + label[1:]


def _place(section: str, place: str, page_number: int | None, title: str) -> str:
    """ "Điều 5. Mức hỗ trợ, khoản 2, trang 7"."""
    if section.startswith(title):  # the title stands above already
        section = section[len(title) :].lstrip(" ›")
    page_text = "" if page_number is None else texts.PAGE.format(page=page_number)
    return ", ".join(filter(None, (shorten(section, LONG_TITLE), place, page_text)))


def shorten(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _entity(line: str, style: str) -> str:
    if style != "quote":
        return style
    return "expandable_blockquote" if len(line) > LONG_QUOTE else "blockquote"


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


def _notice_buttons(notices: tuple[Notice, ...]) -> tuple[tuple[Button, ...], ...]:
    """To the clauses that changed the documents cited, one a row."""
    return tuple(
        (Button(texts.SEE_CHANGE.format(by=n.by_number or n.by_id), f"{SOURCE}:{n.passage_id}:0"),)
        for n in notices
        if n.passage_id is not None
    )


def _source_buttons(citations: tuple[Citation, ...]) -> tuple[tuple[Button, ...], ...]:
    """One for each passage in a row that is cited: the items of a list share theirs."""
    buttons = [
        Button(texts.SEE_SOURCE.format(markers=_markers(list(group))), f"{SOURCE}:{passage}:0")
        for passage, group in groupby(citations, key=lambda citation: citation.passage_id)
    ]
    return in_rows(buttons)


def _copies(citations: tuple[Citation, ...]) -> tuple[Button, ...]:
    """Each quote with its citation, to be pasted into a report; of a long list none."""
    if len(citations) > _FEW:
        return ()
    return tuple(
        Button(texts.COPY.format(marker=cited.marker), copy=copied(cited)) for cited in citations
    )


def copied(cited: Citation) -> str:
    """A quote and where it stands, in one line that fits a copy button. A quote that is too long
    ends after a sentence, or else a word, and says that it does."""
    label = document_label(cited.kind, cited.number, cited.issued) or cited.title
    place = _place(cited.section, cited.place, cited.page, cited.title)
    source = ", ".join(filter(None, (label, place)))
    source = source if len(source) <= COPY_LIMIT // 2 else shorten(label, COPY_LIMIT // 2)
    room = COPY_LIMIT - len(texts.COPIED.format(quote="", source=source))
    quote = " ".join(cited.quote.split())
    if len(quote) > room or cited.more:
        mark = f" {texts.CUT_SHORT}"
        quote = (cut(quote, room - len(mark)) or [""])[0] + mark
    return texts.COPIED.format(quote=quote, source=source)


def _going_on(citations: tuple[Citation, ...]) -> tuple[Button, ...]:
    if not citations:
        return ()
    first = citations[0].passage_id
    return (
        Button(texts.CARD_OF, f"{CARD_OF}:{first}"),
        Button(texts.FOLLOW_UP, f"{FOLLOW}:{first}"),
    )


def _votes(given: Answer, answer_id: str) -> tuple[Button, ...]:
    if not answer_id or not (given.citations or given.related or given.reason in _JUDGED):
        return ()
    labels = ((1, texts.VOTE_UP), (0, texts.VOTE_DOWN))
    return tuple(Button(label, f"{VOTE}:{answer_id}:{verdict}") for verdict, label in labels)


def _read_on(rest: Rest) -> Button:
    return Button(texts.READ_ON, f"{SOURCE}:{rest.passage_id}:0")


def _choice_buttons(given: Answer) -> tuple[tuple[Button, ...], ...]:
    """A passage stands for its document: a document's own id may be longer than a button holds."""
    return in_rows(
        [
            Button(texts.CHOOSE.format(position=position), f"{CHOOSE}:{offered.passage_id}:0")
            for position, offered in enumerate(given.candidates, start=1)
        ]
    )


def in_rows(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    rows = range(0, len(buttons), BUTTONS_PER_ROW)
    return tuple(tuple(buttons[start : start + BUTTONS_PER_ROW]) for start in rows)


def _page_buttons(shown: PassagePage, piece: int, pieces: int) -> tuple[tuple[Button, ...], ...]:
    before = (shown.passage.id, piece - 1) if piece else (shown.previous_id, -1)
    after = (shown.passage.id, piece + 1) if piece + 1 < pieces else (shown.next_id, 0)
    row = tuple(
        Button(label, f"{TURN}:{passage_id}:{number}")
        for label, (passage_id, number) in ((texts.PREVIOUS, before), (texts.NEXT, after))
        if passage_id is not None
    )
    card = (Button(texts.CARD_OF, f"{CARD_OF}:{shown.passage.id}"),)
    return (row, card) if row else (card,)
