"""Dates and times as people type them in a chat, worked out against when they were typed.

"thứ 6 tuần sau", "chiều mai", "15h30 ngày 26/3", "trước 20/11", "cuối tháng". Weeks begin on
Monday. A day without its year is the one nearest to the message, rather to come than gone.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from index import references
from retrieval.chat_patterns import is_marked, lowered, pattern
from retrieval.chat_types import VIETNAM


@dataclass(frozen=True, slots=True)
class When:
    """A time that a text names at `start:end`. `day` None: only a clock was said. `exact` tells
    that the day was written with its number; `bound` that it is a limit ("trước", "hạn")."""

    start: int
    end: int
    day: date | None
    clock: time | None
    exact: bool
    bound: bool

    @property
    def iso(self) -> str | None:
        if self.day is None:
            return None
        if self.clock is None:
            return self.day.isoformat()
        return datetime.combine(self.day, self.clock, VIETNAM).isoformat(timespec="minutes")


_CLOCK = re.compile(
    r"(?<![\w.,:/])(?P<h>[01]?\d|2[0-4])\s?(?:h|g|"
    r"gi[oờ])(?:\s?(?P<m>[0-5]\d)(?!\d)(?:\s?ph[uú]t)?|\s(?P<half>r[uư][oỡ]i))?"
    r"(?!\w)|(?<![\w.,:/])(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?![\d:])"
)
_NUMERIC = re.compile(
    r"(?<![\w/.,-])(?:(?P<from>[0-3]?\d)\s?[-–]\s?)?(?P<d>[0-3]?\d)\s?(?P<s>[/.-])\s?(?P<m>[01]?\d)"
    r"(?:(?P=s)(?P<y>(?:20)?\d\d))?(?![\w/]|[.,-]\d|\s?%)"
)
_LONG = pattern(
    r"(?<!\d[ ])ngày (?P<d>[0-3]?\d) tháng (?P<m>1[0-2]|0?[1-9])(?:,? năm (?P<y>20\d\d))?"
)
_DAY = pattern(
    r"(?<!\d[ ])(?:ngày|hôm|mùng|mồng) (?P<d>[0-3]?\d)(?! (?:hàng|hằng|mỗi|công|phép|người|đêm|"
    r"buổi|tiếng|lần))(?![/.\-h])|(?:sáng|trưa|chiều|tối) (?P<e>[0-3]?\d)(?= ?(?:[,;)!?]|$)|"
    r" (?:này|tại|ở|nhé|nha|em|anh|e|a|mình|thì|là|họp|có|hội|phòng|ra)(?!\w))"
)
# "gửi em trước 23 giùm": a limit that is only a number is a day.
_BARE_DAY = pattern(
    r"(?:trước|hạn|hạn chót|hạn cuối|chậm nhất|đến hết) (?P<d>[0-3]?\d)"
    r"(?= ?(?:[,;)!]|\.(?!\d)|$)| (?:giùm|giúp|nhé|nha|nghe|nghen|ạ|để|là|thôi|rồi)(?!\w))"
)
_MONTH = pattern(
    r"(?P<part>đầu|giữa|cuối|hết|trong) (?P<unit>tháng|tuần|quý|năm)"
    r"(?: (?P<n>\d{1,2}(?! ?[-–/.])|i{1,3}|iv|sau|tới|này|nay|học))?"
)
_WEEKDAY = pattern(
    r"(?P<name>thứ (?:[2-7]|hai|ba|tư|năm|sáu|bảy|bẩy)|t[2-7]|chủ nhật|cn)"
    r"(?P<more>(?:(?:,| và| \+|-| &) ?(?:thứ )?[2-7](?!\w|/|h))*)(?: (?P<week>tuần (?:này|sau|"
    r"tới|trước|nữa|rồi|qua)))?"
    r"(?! (?:xanh|tình nguyện|đỏ|hồng))"  # names of movements
)
_RELATIVE = pattern(
    r"(?:(?P<period>sáng|trưa|chiều|tối|đêm|đầu giờ sáng|đầu giờ chiều|cuối giờ chiều|"
    r"cuối giờ) )?"
    r"(?P<name>hôm nay|hnay|hn|nay|ngày mai|mai|ngày kia|mốt|ngày mốt|tuần sau|tuần tới|"
    r"tuần này|tháng sau|tháng tới)"
)
_PERIOD = pattern(r"sáng|trưa|chiều|tối|đêm")
_END_OF_DAY = pattern("cuối giờ(?: chiều)?|hết giờ(?: làm việc)?|cuối ngày")
_NUMBERED = pattern(
    r"(?:lần|điều|hạng|số|vị trí|người|khoản|cái|việc|ý|bước|con|loại|trang|cái) thứ"
)
_RECURRING = pattern(
    "hàng tuần|hằng tuần|hàng ngày|hằng ngày|hàng tháng|hằng tháng|mỗi tuần|mỗi tháng|mỗi ngày"
)
_DAYS = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_JOINT = re.compile(
    r"(?:[\s,()\-–:;]|ng[aà]y|l[uú]c|h[oô]m|t[uừ]|v[aà]o|s[aá]ng|tr[uư]a|chi[eề]u|t[oố]i|"
    r"c[uủ]a|t[uứ]c|l[aà]|trong|khoảng)*$"
)
_BOUND = pattern(
    r"(?:trước|hoàn thành|"
    r"chậm nhất|muộn nhất|trễ nhất|hạn(?: (?:chót|cuối|nộp|mới|đăng ký|gửi))?|deadline|dl|"
    r"đến hết|tới hết|hết|"
    r"lùi (?:lại )?(?:đến|tới|sang)|gia hạn (?:đến|tới|sang)|kết thúc|không quá|ko quá|kịp|"
    r"đóng (?:cổng|sổ)|trong|"
    r"chốt (?:danh sách|sổ|ds)|đến|xong|chậm)"
    r"(?: (?:là|vào|khi|lúc|ngày|đến|tới|trong|nhất|hết|mới|mới là|đăng ký|nộp|cuối|:|khoảng|"
    r"giờ|sáng|chiều|trưa|tối))*"
)
_SPAN = re.compile(
    r"(?<!\w)t[uừ]\s+\d\S*\s(?:\S+\s){0,3}(?:đến|den|tới|toi|-)$"
)  # "từ 13h đến 14h"
_SKIPPED = re.compile(r"[\s:,(\-–]*$")


def find(text: str, sent: datetime) -> list[When]:
    """The times that `text` names, in order. `sent` knows its zone."""
    low = _NAMED_MAI.exact.sub(_hidden, lowered(_MAI.sub("###", text)))
    today = sent.astimezone(VIETNAM).date()
    taken = [(ref.start, ref.end) for ref in references.find(text) if ref.kind or ref.issuer]
    atoms = _free(sorted(_atoms(low, today), key=lambda a: (a.start, -a.end)), taken)
    return [_when(low, group, today) for group in _grouped(low, atoms)]


# A woman named Mai is not tomorrow: "chị mai", "gửi Mai", "Mai chốt".
_NAMED_MAI = pattern(r"(?:chị|c|em|e|cô|bạn|bác|đ/c|đồng chí) mai")
_MAI = re.compile(
    r"(?<=[\w,]\s)Mai\b|\bMai\b(?!\s+(?:\d|h[oọ]p|c[oó]\b|m[iì]nh|c[aả]\s|c[aá]c|ngh[iỉ]|"
    r"l[aà]\s|t[oổ]\s|b[aắ]t))"
)


# Typed without accents "mai" is tomorrow only before who does what, or an hour.
_BARE_MAI = re.compile(
    r"\bmai\s+(?:\d|em|e|a|anh|chi|c|minh|toi|t|nop|hop|gui|di|co|ca|cac|xong|bao|phai|la|ra|"
    r"nhe|nha)\b"
)


_LATELY = re.compile(r"(?<!\w)(?:mấy|may|dạo|bữa)(?: ngày| bữa)? $")  # "mấy hôm nay"


def _hidden(found: re.Match[str]) -> str:
    return f"{found[0][:-3]}###"


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    day: date | None = None
    clock: time | None = None
    exact: bool = False
    period: str = ""


def _atoms(low: str, today: date) -> Iterable[_Atom]:
    for found in _CLOCK.finditer(low):
        hour = int(found["h"] or found["h2"]) % 24
        minute = 30 if found["half"] else int(found["m"] or found["m2"] or 0)
        yield _Atom(found.start(), found.end(), clock=time(hour, minute))
    for rule in (_NUMERIC, _LONG):
        for found in rule.finditer(low):
            day = _dated(found, today)
            if day and not _is_count(low, found):
                yield _Atom(found.start(), found.end(), day, exact=True)
    for found in _BARE_DAY.finditer(low):
        if 1 <= int(found["d"]) <= 31:
            day = _of_month(int(found["d"]), today)
            yield _Atom(*found.span("d"), day, exact=True)
    for found in _DAY.finditer(low):
        day = _of_month(int(found["d"] or found["e"]), today)
        if day:
            yield _Atom(found.start(), found.end(), day)
    yield from _named(low, today)


def _named(low: str, today: date) -> Iterable[_Atom]:
    for found in _WEEKDAY.finditer(low):
        before = low[max(0, found.start() - 12) : found.start() + 4]
        recurs = _RECURRING.match(low, min(len(low), found.end() + 1)) or found["more"]
        if not _NUMBERED.search(before):
            past = low[: found.start()].rstrip().endswith(("hôm", "hom"))
            week = "tuan truoc" if past and not found["week"] else found["week"] or ""
            day = None if recurs else _weekday(found["name"], week, today)
            yield _Atom(found.start(), found.end(), day)
    for found in _RELATIVE.finditer(low):
        if _LATELY.search(low[: found.start()]):
            continue
        if found[0] == "mai" and not is_marked(low) and not _BARE_MAI.search(low, found.start()):
            continue
        yield _relative(found, low, today)
    for found in _MONTH.finditer(low):
        yield _Atom(found.start(), found.end(), _part(found, today))
    for found in _END_OF_DAY.finditer(low):
        yield _Atom(found.start(), found.end(), clock=time(17, 0))


def _dated(found: re.Match[str], today: date) -> date | None:
    year = found["y"]
    first = found.re is _NUMERIC and found["from"]  # "23-24/5" begins on the 23rd
    number = int(first or found["d"])
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(found["m"]), number)
        options = [date(today.year + n, int(found["m"]), number) for n in (-1, 0, 1)]
    except ValueError:
        return None
    # Rather to come than gone: the past counts three times as far.
    return min(options, key=lambda d: (d - today).days if d >= today else 3 * (today - d).days)


_COUNTED = pattern(r"(?:đủ|được|mới|có|đạt|hiện|là|:)(?: có)?")


def _is_count(low: str, found: re.Match[str]) -> bool:
    """ "tổ Một cửa đủ 9/9" is so many of so many; "3.5" is a number."""
    if found.re is not _NUMERIC or found["y"]:
        return False
    if found["s"] != "/":
        return not low[: found.start()].rstrip().endswith(("ngày", "ngay"))
    same = found["d"] == found["m"]
    return same and low[: found.start()].rstrip().endswith(("đủ", "du"))


def _of_month(day: int, today: date) -> date | None:
    """ "ngày 25": this month's, or the next when that has gone."""
    for ahead in (0, 1):
        year, month = (
            today.year + (today.month + ahead - 1) // 12,
            (today.month + ahead - 1) % 12 + 1,
        )
        if 1 <= day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    return None


def _weekday(name: str, week: str, today: date) -> date:
    digits = re.search(r"[2-7]", name)
    last = _folded(name.split()[-1])
    number = int(digits[0]) if digits else _DAYS.get(last, 8)  # 8: Sunday
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=number - 2)
    bare = _folded(week)
    if bare.endswith(("sau", "toi", "nua")) and bare.startswith("tuan"):
        return day + timedelta(days=7)
    if bare.endswith(("truoc", "roi", "qua")):
        return day - timedelta(days=7)
    return day if day >= today or bare else day + timedelta(days=7)


def _relative(found: re.Match[str], low: str, today: date) -> _Atom:
    name, period = _folded(found["name"]), _folded(found["period"] or "")
    days = {"hom nay": 0, "hnay": 0, "hn": 0, "nay": 0, "ngay mai": 1, "mai": 1}.get(name, 2)
    day: date | None = today + timedelta(days=days)
    if name.startswith(("tuan", "thang")):
        day = None
    if name in ("nay", "hn") and not period:
        day = None
    clock = time(17, 0) if period.startswith("cuoi gio") else None
    return _Atom(found.start(), found.end(), day, clock, period=period)


def _part(found: re.Match[str], today: date) -> date | None:
    """The last day of "cuối tháng", the Sunday of "cuối tuần"; None for what has no one day."""
    part, unit, which = _folded(found["part"]), _folded(found["unit"]), _folded(found["n"] or "")
    if part not in ("cuoi", "het", "trong") or unit not in ("thang", "tuan"):
        return None
    later = which in ("sau", "toi")
    if part == "trong" and not which:
        return None  # "trong tuần" may be any
    if unit == "tuan":
        friday = today - timedelta(days=today.weekday()) + timedelta(days=4)
        return friday + timedelta(days=7) if later or friday < today else friday
    month = int(which) if which.isdecimal() else today.month + later
    year = today.year + (month > 12) + (which.isdecimal() and month < today.month - 6)
    month = (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _folded(text: str) -> str:
    from index.text import fold

    return " ".join(fold(text).split())


def _free(atoms: Iterable[_Atom], taken: list[tuple[int, int]]) -> list[_Atom]:
    """Those outside of what is taken, the longer of two that overlap."""
    kept: list[_Atom] = []
    for atom in atoms:
        if any(start <= atom.start < end for start, end in taken):
            continue
        if kept and atom.start < kept[-1].end:
            continue
        kept.append(atom)
    return kept


def _grouped(low: str, atoms: list[_Atom]) -> Iterable[list[_Atom]]:
    group: list[_Atom] = []
    for atom in atoms:
        if group and _goes_on(low, group, atom):
            group.append(atom)
            continue
        if group:
            yield group
        group = [atom]
    if group:
        yield group


def _goes_on(low: str, group: list[_Atom], atom: _Atom) -> bool:
    """Whether an atom says more of the same time: a clock to a day, a number to a weekday."""
    gap = low[group[-1].end : atom.start]
    if len(gap) > 16 or not _JOINT.match(gap) or "\n" in gap:
        return False
    if atom.clock and any(a.clock for a in group):
        return False
    return not (atom.exact and any(a.exact for a in group))


def _when(low: str, group: list[_Atom], today: date) -> When:
    start, end = group[0].start, group[-1].end
    day = next((a.day for a in group if a.exact), None) or next(
        (a.day for a in group if a.day), None
    )
    clock = next((a.clock for a in group if a.clock), None)
    around = low[max(0, start - 6) : end + 6]
    if clock and 1 <= clock.hour <= 6 and _afternoon(around, group):
        clock = clock.replace(hour=clock.hour + 12)
    exact = any(a.exact for a in group)
    bound = _is_bound(low[:start]) or low.startswith("trong ", start)
    if day and exact and bound and day < today - _LATE and not _YEAR.search(low[start:end]):
        day = _next_year(day)  # a limit is to come
    return When(start, end, day, clock, exact, bound)


_LATE = timedelta(days=14)
_YEAR = re.compile(r"20\d\d")


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day


def _afternoon(around: str, group: list[_Atom]) -> bool:
    said = {_folded(found[0]) for found in _PERIOD.finditer(around)} | {a.period for a in group}
    return bool(said & {"chieu", "toi"})


def _is_bound(before: str) -> bool:
    tail = _SKIPPED.sub("", before[-40:])
    if _SPAN.search(tail):
        return False
    found = list(_BOUND.finditer(tail))
    return bool(found) and found[-1].end() == len(tail)
