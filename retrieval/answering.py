"""How tracuu answers.

A question is understood; the documents that it names confine the search; words and vectors
find passages; of their sentences the one that answers is chosen; if it supports an answer it is
quoted verbatim with its citation, otherwise the answer is "no answer" and the nearest passages
are offered as related. One pass, no language model, no going back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from index import catalogue
from index.catalogue import Edge
from index.embedding import Embedder, FloatArray
from index.types import Document
from index.view import CorpusView
from retrieval import (
    citations,
    evidence,
    facts,
    followups,
    headed,
    lists,
    localities,
    provision_answers,
    questions,
    quotes,
    quoting,
    required,
    scope,
    search,
    support,
    validity,
    vocabulary,
)
from retrieval.abbreviation_table import Table, shipped
from retrieval.abbreviations import Abbreviations
from retrieval.catalogue import Catalogue
from retrieval.evidence import Evidence
from retrieval.questions import Query
from retrieval.quoting import Span
from retrieval.scope import Scope
from retrieval.types import Answer, Candidate, Hit, Reason, Timings
from retrieval.units import opening

_PASSAGES = 12  # read closely for an answer
_RELATED = 3
_MOST_CITED = 3
_MOST_OFFERED = 9  # documents to choose from
_DESCRIBED = 0.7  # of a question's words by weight stand in the title and letterhead


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question, whether its document was named, and the sentences that may answer, best
    first."""

    query: Query
    by_name: bool
    best: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the search brought: passages, best first, and their cosines by passage id."""

    hits: Sequence[Hit]
    cosines: dict[int, float]


class Answerer:
    """Answers from one corpus. Belongs to the thread that opened the view."""

    def __init__(self, view: CorpusView, embedder: Embedder, table: Table | None = None) -> None:
        """`table` are the abbreviations; without it those that come with the package."""
        self._view = view
        self._embedder = embedder
        self._table = table or shipped()
        self._known = Abbreviations(self._table, view.meanings, view.short_forms)

    def over(self, view: CorpusView) -> "Answerer":
        """The same over another view of the corpus."""
        return Answerer(view, self._embedder, self._table)

    def answer(self, text: str, document: int | None = None) -> Answer:
        """The cited answer to `text` as typed, or no answer and why; with the primary key of a
        `document` only from that one. What a person types never raises; `StoreError` means the
        data folder has failed."""
        clock = _Clock()
        query = self._parsed(" ".join(text.split())[: questions.LONGEST + 1])
        reason = questions.fault(query) or (None if len(self._view) else Reason.EMPTY_CORPUS)
        if document is None and followups.is_incomplete(query.text):
            reason = reason or Reason.WHICH_DOCUMENT
        if reason:
            return Answer(text, reason=reason, timings=clock.timings())
        named = self._scope(query, document)
        if named.choices:
            return self._choice(text, named, clock)
        if named.own:
            query = self._parsed(text, named.documents)
        clock.mark("search")
        vector = self._embedder.embed_question(query.embedded)
        clock.mark("embed")
        found = self._found(query, named, vector)
        query = _placed(query, found)
        clock.mark("search")
        answer = self._from(query, named, found)
        asked = str(query.references[0]) if query.references and not query.cites else None
        notices = validity.notices(self._view.db, answer.citations, asked)
        clock.mark("answer")
        return replace(
            answer,
            question=text,
            understood=query.understood,
            notices=tuple(dict.fromkeys((*answer.notices, *notices))),
            missing=answer.missing or named.unknown,
            timings=clock.timings(),
        )

    def weighed(self, text: str) -> Weighed | None:
        """The sentences that the decision about a question rests on, to fit it by; None where
        it is answered without."""
        query = self._parsed(text)
        named = self._scope(query, None)
        if questions.fault(query) or named.choices or followups.is_incomplete(query.text):
            return None
        if named.own:
            query = self._parsed(text, named.documents)
        found = self._found(query, named, self._embedder.embed_question(query.embedded))
        query = _placed(query, found)
        if self._told_at_once(query, named, found):
            return None
        query = self._inside(query, named)
        return Weighed(query, named.passages is not None, self._stating(query, named, found))

    def _found(self, query: Query, named: Scope, vector: FloatArray) -> _Found:
        ranked = search.rank(self._view, query, vector, named.passages)
        hits = search.hits(self._view, ranked, _PASSAGES)
        if named.passages is None:
            hits = search.deepened(self._view, query, hits)
        return _Found(hits, search.cosines(self._view, hits, vector))

    def find(self, text: str, limit: int) -> list[Hit]:
        """Only the search: the `limit` best passages for a question."""
        query = self._parsed(text)
        named = scope.resolve(self._view, query)
        if named.own:
            query = self._parsed(text, named.documents)
        vector = self._embedder.embed_question(query.embedded)
        return search.hits(
            self._view, search.rank(self._view, query, vector, named.passages), limit
        )

    def _parsed(self, text: str, documents: tuple[int, ...] = ()) -> Query:
        """The question understood; one asked of `documents`, in their own abbreviations."""
        known = replace(self._known, documents=documents)
        return questions.parse(text, self._view.caches.words, known)

    def _scope(self, query: Query, document: int | None) -> Scope:
        if document is None:
            return scope.resolve(self._view, query)
        return scope.confined(self._view, query, document)

    def _choice(self, text: str, named: Scope, clock: "_Clock") -> Answer:
        """No answer yet: the documents between which the person chooses."""
        offered = tuple(self._candidate(pk) for pk in named.choices[:_MOST_OFFERED])
        clock.mark("search")
        reason = Reason.SEVERAL_DOCUMENTS
        return Answer(text, reason=reason, candidates=offered, timings=clock.timings())

    def _candidate(self, pk: int) -> Candidate:
        said, first = self._view.document(pk), self._view.passages_of(pk)[0]
        return Candidate(said.id, said.number, said.title, said.issued, said.source, first)

    def _from(self, query: Query, named: Scope, found: _Found) -> Answer:
        given = self._told_at_once(query, named, found)
        if given:
            return given
        query = self._inside(query, named)
        best = required.kept(query, self._stating(query, named, found))
        if not best or not support.is_enough(query, best, by_name=named.passages is not None):
            missing = evidence.missing(query, found.hits, best)
            return _refusal(Reason.NO_SUPPORT, found.hits, missing)
        best = required.preferred(query, best)
        if given := lists.answer(self._view, query, named, found.hits, best[0]):
            return given
        if given := headed.under(self._view, best[0]):
            return given
        quoted = quotes.chosen(query, best)
        return Answer("", citations.cite(quoted.spans), differing=quoted.differing)

    def _inside(self, query: Query, named: Scope) -> Query:
        """The question as it is asked of the documents that it names, if it names them."""
        heads = (self._view.document(pk).text[: evidence.HEAD] for pk in named.documents)
        return query.inside("\n".join(heads)) if named.own else query

    def _told_at_once(self, query: Query, named: Scope, found: _Found) -> Answer | None:
        """What needs no sentence to be chosen: provisions, facts of the register, openings."""
        if named.unknown and not named.passages:
            return _refusal(Reason.UNKNOWN_REFERENCE, found.hits, named.unknown)
        if named.vague and query.only_names():
            return _refusal(Reason.UNKNOWN_REFERENCE, found.hits, named.vague)
        standing = self._standing(query, named, found.hits)
        given = standing or self._replaced(query, named)
        given = given or provision_answers.answer(self._view, query, named)
        if given:
            return given
        if named.documents:
            direct = self._direct(query, named)
        else:
            direct = self._titled(query) or self._described(query, found.hits)
        spans = [quotes.emphasised(query, span) for span in direct]
        if spans:
            return Answer("", citations.cite(spans))
        return headed.answer(self._view, query, named)

    def _stating(self, query: Query, named: Scope, found: _Found) -> list[Evidence]:
        """Sentences that may answer, best first; where a fact of the document named is asked,
        only those that speak of it."""
        best = evidence.choose(query, found.hits, found.cosines, self._view.caches.words)
        meant = named.documents or self._called(query)
        about: list[Document | None] = [self._view.document(pk) for pk in meant]
        about += [None] if query.references and not about else []
        asked = {fact for document in about if (fact := facts.asked(query, document))}
        if named.places:
            best = [inside for e in best if (inside := self._clipped(e, named))]
        if not asked:
            return best
        return [e for e in best if any(facts.is_stated(fact, e.quote) for fact in asked)]

    def _clipped(self, found: Evidence, named: Scope) -> Evidence | None:
        """What of a sentence lies in the provisions asked for."""
        for pk, start, end in named.places:
            here = self._view.document(pk).id == found.hit.document.id
            if here and found.start < end and start < found.end:
                return replace(found, start=max(start, found.start), end=min(end, found.end))
        return None

    def _direct(self, query: Query, named: Scope) -> list[Span]:
        """What needs no search inside a document asked for by its number: its opening, who
        signed it."""
        spans: list[Span] = []
        for pk in named.documents:
            document = self._view.document(pk)
            if fact := facts.asked(query, document):
                spans += self._told(pk, fact)
            elif not named.own:
                continue  # asked is what others say of it
            elif query.only_names("" if lists.wanted(query) else _known(query, document)):
                spans.append(self._opening(pk))
        return spans[:_MOST_CITED]

    def _titled(self, query: Query) -> list[Span]:
        """A document asked for by its title: a fact of it, or its opening."""
        for pk in self._called(query):
            fact = facts.asked(query, self._view.document(pk))
            return self._told(pk, fact)[:_MOST_CITED] if fact else [self._opening(pk)]
        return []

    def _called(self, query: Query) -> tuple[int, ...]:
        """The one document that a question without a number calls by its title."""
        named = Catalogue(self._view.db).named(facts.name_in(query.text))
        return () if query.references or named is None else (named,)

    def _standing(self, query: Query, named: Scope, hits: Sequence[Hit]) -> Answer | None:
        """Whether the document asked about still holds: what changed it, in its own words, or
        that nothing here did. Never that it is in force."""
        if facts.described(query)[0] is not facts.Fact.STANDING:
            return None
        pks = [
            pk
            for pk in named.documents or self._called(query)
            if facts.asked(query, self._view.document(pk))
        ] or self._describing(query, hits)
        entries = [e for pk in pks if (e := catalogue.entry(self._view.db, pk))]
        if not named.documents and facts.asked(query):
            entries += [validity.absent(ref) for ref in query.references if ref.complete]
        changes = validity.changes_of(self._view.db, entries)
        if changes:
            return Answer(
                "",
                citations.cite(self._clauses(edge for _, edge in changes)[:_MOST_CITED]),
                notices=tuple(notice for notice, _ in changes),
            )
        if not pks:
            return None
        own = citations.cite(self._told(pks[0], facts.Fact.EFFECTIVE))
        name = entries[0].number or f"«{entries[0].title}»"
        return Answer("", related=own, reason=Reason.STANDING_UNKNOWN, missing=(name,))

    def _replaced(self, query: Query, named: Scope) -> Answer | None:
        """The list of what a document replaces or repeals, where it has one."""
        if facts.described(query)[0] is not facts.Fact.REPLACES:
            return None
        for pk in named.documents or self._called(query):
            if facts.asked(query, self._view.document(pk)) is facts.Fact.REPLACES:
                places = facts.places(self._view.db, pk, facts.Fact.REPLACES)
                return lists.holding(self._view, pk, [(start, end) for _, start, end in places])
        return None

    def _clauses(self, edges: Iterable[Edge]) -> list[Span]:
        """Where relations are stated; the opening of a document in which no passage holds it."""
        found = [self._at(e.pk, (e.start, e.end)) or [self._opening(e.pk)] for e in edges]
        return [span for spans in found for span in spans]

    def _described(self, query: Query, hits: Sequence[Hit]) -> list[Span]:
        """A fact of a document that is described."""
        fact, _ = facts.described(query)
        if fact is None:
            return []
        pks = self._describing(query, hits)
        return [span for pk in pks for span in self._told(pk, fact)][:_MOST_CITED]

    def _describing(self, query: Query, hits: Sequence[Hit]) -> list[int]:
        """The document, if any, that is described by what its title and letterhead say."""
        _, about = facts.described(query)
        if query.references or not about.content:
            return []
        for document in {hit.document.id: hit.document for hit in hits[:_RELATED]}.values():
            head = f"{document.title}\n{document.text[: facts.LETTERHEAD]}"
            pk = catalogue.key_of(self._view.db, document.id)
            named = all(localities.stands(name, head) for name in query.names)
            if pk and named and evidence.share(about, head, self._view.caches.words) >= _DESCRIBED:
                return [pk]
        return []

    def _told(self, pk: int, fact: facts.Fact) -> list[Span]:
        """The clauses that state a fact of a document."""
        places = facts.places(self._view.db, pk, fact)
        if fact is facts.Fact.RECEIVERS:
            return [quoting.marked(self._view, *place) for place in places]
        return [span for of, start, end in places for span in self._at(of, (start, end))]

    def _opening(self, pk: int) -> Span:
        """The head of a document, up to the end of its title."""
        first, document = quoting.hits(self._view, pk)[0], self._view.document(pk)
        title = catalogue.evidence(self._view.db, pk, "title")
        start, end = first.passage.start, title[1] if title else 0
        if first.passage.end < end <= start + facts.LETTERHEAD:  # a letterhead cut in pieces
            return Span(first, *document.outside_noise(start, end)[-1])
        head = opening(document.text, document.title, first.passage.start, first.passage.end)
        return Span(first, *head)

    def _at(self, pk: int, place: tuple[int, int]) -> list[Span]:
        """A place of a document, or what of it stands in the passage where it ends."""
        start, end = place
        around = [h for h in quoting.hits(self._view, pk) if h.passage.start < end <= h.passage.end]
        return [Span(hit, max(start, hit.passage.start), end) for hit in around]


def _known(query: Query, document: Document) -> str:
    """What of a question says which document is meant: its title, and, where no value is asked
    for, whose its head says it is."""
    head = "" if query.asked in vocabulary.VALUED else document.text[: evidence.HEAD]
    of = (n for n in query.names if localities.is_province(n) and localities.stands(n, head))
    return " ".join((document.title, *of))


def _placed(query: Query, found: _Found) -> Query:
    """The question with the names of places that what was found shows it to have."""
    heads = {hit.document.id: hit.document.text[: evidence.HEAD] for hit in found.hits}
    there = [*heads.values(), *(hit.passage.text for hit in found.hits)]
    return replace(query, names=localities.read(query.text, query.names, there))


def _refusal(reason: Reason, hits: Sequence[Hit], missing: tuple[str, ...]) -> Answer:
    spans = ((hit, hit.passage.start, hit.passage.end) for hit in hits[:_RELATED])
    return Answer("", related=citations.cite(spans), reason=reason, missing=missing)


class _Clock:
    """Milliseconds per stage."""

    def __init__(self) -> None:
        self._began = self._last = perf_counter()
        self._stages: dict[str, float] = {}

    def mark(self, stage: str) -> None:
        now = perf_counter()
        self._stages[stage] = self._stages.get(stage, 0.0) + 1000 * (now - self._last)
        self._last = now

    def timings(self) -> Timings:
        return Timings(**self._stages, total=1000 * (perf_counter() - self._began))
