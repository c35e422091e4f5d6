"""Token buckets by a clock of their own; rights as values."""

from bot.access import NOTHING, Access
from bot.groups import Group
from bot.limits import Limit
from bot.members import Member, Role
from retrieval.types import EVERYTHING, PUBLIC, Reader


def test_a_bucket_fills_again_and_each_has_its_own() -> None:
    now = [0.0]
    limit = Limit(2, lambda: now[0])
    assert [limit.take(1) for _ in range(3)] == [True, True, False]
    assert limit.take(2)
    assert [limit.first_refusal(1) for _ in range(2)] == [True, False]
    now[0] = 30.0
    assert [limit.take(1) for _ in range(2)] == [True, False]
    assert limit.first_refusal(1)
    now[0] = 10_000.0
    assert [limit.take(1) for _ in range(3)] == [True, True, False]


def test_no_limit() -> None:
    assert all(Limit(0).take(1) for _ in range(1000))


def test_who_sees_what() -> None:
    given = frozenset({"noi-bo"})
    access = Access(frozenset({1}))
    people = [Member(2, Role.ADMIN, 0), Member(3, Role.MEMBER, 0, given), Member(4, Role.GUEST, 0)]
    access.know(people, ())
    readers = {person: access.now(person).reader for person in (1, 2, 3, 4, 5)}
    assert readers == {1: EVERYTHING, 2: EVERYTHING, 3: Reader(given), 4: PUBLIC, 5: NOTHING}
    assert not access.may_ask(5)
    assert access.admins == [1, 2]
    open_ = Access(everyone=True)
    assert (open_.now(5).role, open_.now(5).reader) == (Role.GUEST, PUBLIC)
    assert access.in_group(Group(-1)) == PUBLIC
    chosen = access.in_group(Group(-1, collections=given))
    assert chosen.readable(frozenset({"chung"}), frozenset({"chung", "noi-bo"})) == given


def test_what_is_taken_away_is_seen() -> None:
    access = Access(members={3: Member(3, Role.MEMBER, 0, frozenset({"a", "b"}))})
    before = access.now(3)
    access.narrow(3, Member(3, Role.MEMBER, 0, frozenset({"a"})))
    assert access.withheld(before)
    access.narrow(3, Member(3, Role.ADMIN, 0))
    assert not access.withheld(before)
    access.narrow(3, None)
    assert access.withheld(before)
