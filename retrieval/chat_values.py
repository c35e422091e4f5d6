"""The values of a statement that a later one may replace: times, sums, counts, places, colours.

A value has a slot: two values of one slot cannot both hold of one thing ("phòng họp số 2" and
"phòng họp số 1", "200 bộ" and "230 bộ"). Places are given in code points of the message.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text import UPPER, fold
from retrieval.chat_patterns import anywhere, lowered, pattern
from retrieval.chat_times import When
from retrieval.vocabulary import phrases


@dataclass(frozen=True, slots=True)
class Value:
    """`slot` says what kind of thing it is, `value` which one; `text` as it was written."""

    slot: str
    value: str
    text: str
    start: int
    end: int


_SUM = re.compile(
    r"(?<![\w.,/])(\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?)\s?(đồng(?! chí)|đ|d|vnđ|vnd|k|tr|"
    r"triệu|trieu|nghìn|ngàn|nghin|ngan|tỷ|tỉ|ty|ti)(?!\w)"
)
_SPLIT_SUM = re.compile(
    r"(?<![\w.,/])(\d{1,4})\s?(tr|triệu|trieu|tỷ|ty|tỉ)\s?(\d{1,3})(?!\w|[.,/]\d)"
)
_PLAIN_SUM = re.compile(r"(?<![\w.,/])(\d{1,3}(?:\.\d{3}){1,3})(?![\w/]|[.,]\d)")
_FACTORS = {"k": 3, "nghin": 3, "ngan": 3, "tr": 6, "trieu": 6, "ty": 9, "ti": 9}
_COUNT = anywhere(
    r"(?<![\w.,/:-])(\d{1,6})\s?(người|nguoi|bộ|suất|chỗ|xe \d+|xe|tập thể|cá nhân|bản|cái|"
    r"chiếc|phần|bàn|ghế|thùng|"
    r"tờ|phiếu|đồng chí|đ/c|đại biểu|đoàn viên|đảng viên|hội viên|học sinh|em|cháu|khách|hộ|"
    r"suất quà|phòng|lần|buổi|tiết mục|"
    r"ngày|tiết|câu|điểm|phút|trang|kg|cây|bó|lẵng|áo|vé|đội|giải|máy|chai|lít|km|m2|mét|quyển|"
    r"cuốn|hồ sơ|đơn|dự án|mô hình)(?!\w)"
)
# Of anything else: a number and the noun it counts, save where the number is a name ("ấp 3").
_ANY_COUNT = re.compile(r"(?<![\w.,/:-])(\d{1,3}(?:\.\d{3})+|\d{1,6})\s([^\W\d_]{2,})(?!\w)")
# With a unit of measure, also where no space parts them: "3,2ha", "200m3".
_MEASURE = re.compile(
    r"(?<![\w.,/:-])(\d{1,3}(?:\.\d{3})+|\d{1,6}(?:[.,]\d{1,2})?)\s?(ha|sào|tấn|tạ|kg|km|m2|m3|cm|mm|m|tb|gb|mb)(?!\w)",
    re.I,
)
_RATIO = re.compile(r"(?<![\w/.,-])(\d{1,4})/(\d{1,4})(?![\w/]|[.,]\d)")
# "xuống 80 thôi": of whatever was counted before.
_NEW_COUNT = pattern(
    r"(?:xuống|lên|còn|thành|tăng|giảm)(?: còn| thành| lên| xuống| tới)? (?P<no>\d{1,4})"
    r"(?= ?(?:[.,](?!\d)|[!;)]|$)| (?:thôi|nhé|nha|nhe|ạ|rồi|cho|vì)(?!\w))"
)
# How long, not when: no day has so many.
_HOURS = pattern(r"(?P<no>2[5-9]|[3-9]\d|\d{3,4}) (?:giờ|tiếng)")
# One of several of a kind, by its number: "đợt 2", "tiết 3", "máy phun số 2".
_NUMBERED = pattern(
    r"(?P<kind>đợt|tiết|ca|lượt|kênh|bàn|quầy|cửa|máy|xe|mẫu|làn|hàng|mâm|phương án|gói|suất|số)"
    r"(?: (?!số)[^\W\d_]+)?(?P<named> số)? (?P<no>\d{1,2})(?![\w/%]|[.,:]\d|-\w)"
)
# By letters and figures: the lot "HX-0417", the form "3.2.1".
_CODE = re.compile(
    rf"(?<![\w./-])(?:(?P<kind>[{UPPER}]{{1,4}})[.-]?\d{{2,6}}|\d(?:\.\d{{1,2}}){{2}})(?![\w/]|[.-]\w)"
)
# "200 vậy", "ừ lấy 118 nha", "22 mới về": a number alone in a few words.
_ALONE = re.compile(r"(?<![\w.,/:+-])\d{1,4}(?:[.,]\d{1,2})?(?![\w/+]|[.,:-]\d|\s?[%/-])")
_DECIMAL = re.compile(r"\d,\d{1,2}")
_FEW = 12  # words among which a number alone is of what was said before
_NAMING = pattern(
    "(?:ấp|tổ|thôn|phố|phòng|lớp|quý|thứ|t|số|tầng|mục|điều|khoản|đợt|lần|ngày|tháng|mùng|năm|gói|"
    "khối|khóa|k|kỳ|cụm|nhóm|đội|mẫu|loại|hạng|cấp|trang|câu|bước|ngõ|đề|bài|lộ|đường|bản|xóm|vòng|"
    "ca|tiết|lượt|kênh|bàn|quầy|cửa|máy|làn|hàng|mâm|phương án|cơ sở|tuần|size|giai đoạn|"
    "hôm|từ|đến) $"
)
_NO_UNIT = frozenset(
    phrases("""
    chieu, chiều, cho, chu, chứ, co, cua, có, của, dc, de, den, di, doi, dong, duoc, dời, giao, gio,
    giờ, gui, gửi, hay, hoac, hop, hoặc, họp, khong, không, la, len, lùi, luon, luôn, là, lên, ma,
    mn, moi, mà, mới, nam, nay, nen, ngan, nghin, nghìn, ngàn, nhe, nhé, nop, nua, này, nên,
    năm, nộp, nữa, qua, ra, roi, ruoi, rưỡi, rồi, sang, sáng, tai, thang, theo, thi, thoi, thu,
    tháng, thì, thôi, toi, tr, tren, trieu, triệu, tro, trua, trên, trưa, trở, tại, tỉ, tối,
    tới, tỷ, va, vao, vay, ve, voi, và, vào, vậy, về, với, xuong, xuống, đc, đi, được, đến, để,
    đồng, đổi, ạ, ở
""")
)
_BARE_ROOM = pattern(
    r"(?:ở|tại|sang|qua|lên|xuống|về|phòng) (?P<no>[1-9]\d{2})(?!\d|[.,/:]\d| ?[%kđ])"
)
_PLACES = pattern(
    "phòng họp|hội trường|nhà văn hóa|nhà thiếu nhi|nhà đa năng|nhà cộng đồng|nhà sinh hoạt|"
    "nhà khách|nhà truyền thống|cung văn hóa|nhà vh|nvh|phòng|sân vận động|sân|tầng|trụ sở|trường|"
    "cơ sở|nhà hàng|cổng|điểm trường|đình|trạm y tế|trạm|ubnd|"
    "trường quay|trung tâm|thư viện|hội quán|nhà thi đấu|công viên|"
    "khách sạn|quảng trường"
)
# Without accents these are other words ("cho", "chua").
_MARKED_PLACES = pattern(
    "sảnh|chợ|chùa|đền|bến|cầu|bãi|bệnh viện|tượng đài|bưu điện|đê|kè|cống|hồ|đập|kho|ngã ba|"
    "ngã tư|đồi|xóm|bản|ruộng|rẫy|rạp|nghĩa trang|khu di tích|bến xe|ga|siêu thị|miếu|quán|khu",
    strict=True,
)
_NAME = rf"[{UPPER}][\w]*"
_ARGUMENT = re.compile(
    rf"(?:\s+(?:s[ôố]|so|t[aâầ]ng))?\s+(?:{_NAME}|\d+(?!\d|\s?(?:h|g|giờ|gio)(?!\w)|[hg:/]\d)\w?|[a-d](?!\w))"
    rf"(?:\s+(?:{_NAME}|\d+(?!\w|[.,:/]\d)|(?:tầng|tang)\s+(?:trệt|tret|\d+)|(?:xã|phường|huyện|"
    rf"tỉnh|xa|phuong|huyen)(?!\w)))*"
    rf"|\s+(?:(?:trường|truong|xã|xa|phường|phuong|trung tâm|ấp|ap|thôn|thon|xóm|xom|"
    rf"bản|ban|buôn|cấp|khóm|làng|đội|khu phố|tổ|ủy ban|"
    rf"UBND|ubnd|tầng|tang|họp|hop)\s+)+"
    rf"(?:{_NAME}|\d+(?!\w|[.,:/]\d)|xã|xa|phường|phuong)(?:\s+{_NAME})*"
    r"|\s+(?:tập|học|hát|máy|khám|trực|chờ|thi|đọc|ăn|tin|vi tính)(?:\s+số)?"
    r"\s+\d{1,3}(?!\w|[.,:/]\d)"
    r"|(?:\s+[^\W\d_]{2,}){0,3}?\s+(?:khu|nhà|tầng|tang|dãy|lầu)\s+(?:[A-ZĐ]|\d{1,2})(?!\w)"
    r"(?:\s+(?:nhà|khu|dãy)\s+[A-ZĐ\d](?!\w))?"
    r"|\s+(?:đa năng|máy|khách|hội đồng|giao ban|truyền thống|tin học|đọc|thí nghiệm|nghe nhìn|"
    r"tiếp khách|tiếp dân|hội thảo|chờ|lớn|nhỏ|đình|kho|bóng)(?!\w)"
    r"|\s+(?:phường|xã|huyện|tỉnh|trường|cơ quan|trung tâm|cơ sở|thành phố|công ty|bệnh viện)(?!\w)"
)
_STOREY = re.compile(r"(?:\s*,)?\s+(?:tầng|tang|lầu|nhà|khu|dãy)\s+(?:\d{1,2}|[A-ZĐ]|trệt)(?!\w)")
# "trung tâm bồi dưỡng chính trị huyện": a name without capitals, to the end of the clause.
_WHERE = re.compile(
    r"\b(?:tại|ở|qua|sang|về|xuống|lên|đến|tới|dùng|tai|o|ve|xuong|len|den|toi|dung)\s+$"
)
_PLAIN = re.compile(
    r"(?:\s+(?!(?:có|để|vào|lúc|ngày|nhé|nha|ạ|thì|và|với|cho|nên|đang|đã|sẽ|mình|mỗi|các|là|thì|ai|mà|nghe|cả|luôn|bác|anh|chị|em|cháu|cô|chú|vừa|báo|bị|hỏng|hư|mới|nha|họp|hop|đi|đó|đây|nhe|để|do|vì)\b)[^\W\d_]+){1,6}"
)
# Of these there is one in the group's sight: "nhận ở UBND".
_OFFICES = frozenset(
    map(
        fold,
        phrases("""
        ubnd, trụ sở, nhà văn hóa, hội trường, trạm y tế, trạm, nhà thiếu nhi, nhà đa năng,
        nhà cộng đồng, nhà sinh hoạt, nhà khách, nhà truyền thống, cung văn hóa
        """),
    )
)
_NOTHING = re.compile(r"")
# "Nhà văn hoá tối nay họp chi bộ": the one there is, where it is taken.
_FIRST = re.compile(r"(?:^|[.,;:!?\n])\s*$")
_TAKEN = pattern(
    r" (?:(?:thôn|xã|ấp|phường|cơ quan) )?"
    r"(?:(?:sáng|chiều|tối|hôm|ngày|mai|nay|mốt|thứ|cn|\d+) ?){0,4}"
    r"(?:đang|bận|kẹt|có|bị|sửa|họp|trùng|vướng|hỏng|hư|mất|dột|chật|cho)"
)
_COLOUR = pattern(
    r"màu (?P<name>xanh(?: dương| lá| lam| lục| da trời| biển| navy| rêu)?|đỏ|vàng|cam|trắng|"
    r"đen|tím|hồng|nâu|xám)"
)
_PERCENT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d+)?)\s?%")


def find(text: str, times: Sequence[When]) -> list[Value]:
    """The values of `text`, in order; `times` are those that were found in it."""
    taken = [(when.start, when.end) for when in times]
    found = [*_of_times(text, times), *_sums(text), *_counts(text), *_places(text), *_colours(text)]
    free = [v for v in found if v.slot in _TIMED or not any(a <= v.start < b for a, b in taken)]
    taken += [(v.start, v.end) for v in free]
    numbered = [*_numbered(text, taken), *_codes(text, taken)]
    taken += [(v.start, v.end) for v in numbered]
    return sorted((*free, *numbered, *_alone(text, taken)), key=lambda v: (v.start, v.end))


def _numbered(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Value]:
    """Those of several of a kind that are told by their number."""
    low = lowered(text)
    for found in _NUMBERED.finditer(low):
        between = low[found.end("kind") : found.start("no")].split()
        if between and not found["named"]:
            continue  # "máy bơm 2" is no name
        if not any(a <= found.start("no") < b for a, b in taken):
            said = text[slice(*found.span())]
            yield Value(f"no:{fold(found['kind'])}", found["no"], said, *found.span())


def _codes(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Value]:
    """Those that are told by letters and figures."""
    for found in _CODE.finditer(text):
        if not any(a < found.end() and found.start() < b for a, b in taken):
            yield Value(f"no:{fold(found['kind'] or '.')}", found[0], found[0], *found.span())


def _alone(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Value]:
    """The numbers of a short text that are of nothing said in it."""
    low = lowered(text)
    few = len(low.split()) <= _FEW
    for found in _ALONE.finditer(low):
        decimal = _DECIMAL.fullmatch(found[0])
        named = _NAMING.search(low[max(0, found.start() - 12) : found.start()])
        if (decimal if named else few or decimal) and not any(
            a <= found.start() < b for a, b in taken
        ):
            yield Value("number", found[0].replace(",", "."), found[0], *found.span())


_TIMED = ("clock", "day", "day:limit")
_NUMBER_OF_DAY = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?")
_HOUR = re.compile(r"\d{1,2}\s?(?:giờ|gio|h|g|:)\s?(?:\d{2})?(?:\s?ph[uú]t)?", re.I)


def _of_times(text: str, times: Sequence[When]) -> Iterator[Value]:
    for when in times:
        said = text[when.start : when.end]
        if when.clock and (hour := _HOUR.search(said)):
            yield _value("clock", f"{when.clock:%H:%M}", hour, when.start)
        if when.day:
            day = _NUMBER_OF_DAY.search(said)
            start, end = (day.start(), day.end()) if day else _beside_hour(said)
            yield Value(
                "day:limit" if when.bound else "day",
                when.day.isoformat(),
                said[start:end],
                when.start + start,
                when.start + end,
            )


def _beside_hour(said: str) -> tuple[int, int]:
    """Where the day stands in "9h thứ 6", "thứ 6 lúc 9h"."""
    hour = _HOUR.search(said)
    if hour is None:
        return 0, len(said)
    left, right = said[: hour.start()].rstrip(), said[hour.end() :].lstrip()
    return (len(said) - len(right), len(said)) if len(right) > len(left) else (0, len(left))


def _sums(text: str) -> Iterator[Value]:
    low = lowered(text)
    for found in _SUM.finditer(low):
        factor = _FACTORS.get(fold(found[2]), 0)
        yield Value("sum", _amount(found[1], factor), text[slice(*found.span())], *found.span())
    for found in _SPLIT_SUM.finditer(low):  # "1tr2", "18tr500"
        factor = _FACTORS[fold(found[2])]
        amount = int(found[1] + found[3]) * 10 ** (factor - len(found[3]))
        yield Value("sum", str(amount), found[0], *found.span())
    for found in _PLAIN_SUM.finditer(low):
        if not _SUM.match(low, found.start()) and not _MEASURE.match(low, found.start()):
            yield Value("sum", _amount(found[1], 0), text[slice(*found.span())], *found.span())


def _amount(digits: str, factor: int) -> str:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return str(int(re.sub(r"[.,]", "", digits)) * 10**factor)
    return str(round(float(digits.replace(",", ".")) * 10**factor))


def _counts(text: str) -> Iterator[Value]:
    low = lowered(text)
    for found in _COUNT.finditer(low):
        unit = " ".join(found[2].split())
        slot = "count:xe" if unit.startswith("xe") else f"count:{_ALIKE.get(fold(unit), unit)}"
        yield Value(
            slot, " ".join(fold(found[0]).split()), text[slice(*found.span())], *found.span()
        )

    for found in _MEASURE.finditer(low):
        if not _COUNT.match(low, found.start()):
            yield Value(
                f"count:{found[2]}",
                f"{found[1]} {found[2]}",
                text[slice(*found.span())],
                *found.span(),
            )
    for found in _ANY_COUNT.finditer(low):
        named = _NAMING.search(low[max(0, found.start() - 12) : found.start()])
        if (
            found[2] in _NO_UNIT
            or named
            or _COUNT.match(low, found.start())
            or _MEASURE.match(low, found.start())
        ):
            continue
        yield Value(
            f"count:{fold(found[2])}", fold(found[0]), text[slice(*found.span())], *found.span()
        )
    for found in _HOURS.finditer(low):
        yield Value("count:gio", found["no"], text[slice(*found.span())], *found.span())
    for found in _NEW_COUNT.finditer(low):
        yield Value("count:any", found["no"], found["no"], *found.span("no"))
    for found in _RATIO.finditer(low):
        yield Value("count:/", found[0], found[0], *found.span())


_ALIKE = {"dai bieu": "nguoi", "khach": "nguoi", "em": "nguoi", "d/c": "nguoi", "dong chi": "nguoi"}


def _places(text: str) -> Iterator[Value]:
    plain = list(_plain_places(text, lowered(text)))
    yield from plain
    for value in _named_places(text, lowered(text)):
        if not any(v.start <= value.start < v.end for v in plain):
            yield value


def _named_places(text: str, low: str) -> Iterator[Value]:
    """Markets and the like by their names, and rooms by their numbers alone ("ở 302")."""
    for known in _MARKED_PLACES.finditer(low):
        named = _ARGUMENT.match(text, known.end())
        if named:
            span = (known.start(), named.end())
            said = text[slice(*span)]
            yield Value(f"place:{known[0]}", " ".join(fold(said).split()), said, *span)
    for room in _BARE_ROOM.finditer(low):
        if not room[0].startswith("ph") and not _ANY_COUNT.match(low, room.start("no")):
            yield Value("place:phong", f"phong {room['no']}", room["no"], *room.span("no"))


def _plain_places(text: str, low: str) -> Iterator[Value]:
    end = 0
    for found in _PLACES.finditer(low):
        if found.start() < end:
            continue
        argument = _ARGUMENT.match(text, found.end())
        named = found[0] in ("trung tâm", "trung tam")
        if (argument is None or named) and (named or _WHERE.search(low[: found.start()])):
            argument = _PLAIN.match(text, found.end()) or argument
        if argument is None and fold(found[0]) in _OFFICES:
            before = low[: found.start()]
            if _WHERE.search(before) or (_FIRST.search(before) and _TAKEN.match(low, found.end())):
                argument = _NOTHING.match(text, found.end())
        if argument:
            end = argument.end()
            beside = _STOREY.match(text, end)  # "phòng họp nhà B tầng 2" is one place
            end = beside.end() if beside else end
            head = fold(found[0]).split()
            name = fold(text[found.start() : end]).split()
            if head[0] == "phong":  # "phòng họp số 2" is "phòng 2"
                head, name = head[:1], [word for word in name if word not in ("hop", "so")]
            slot = "place:" + ("san" if head[0] == "san" else " ".join(head[:2]))
            yield Value(
                slot,
                " ".join(name),
                text[found.start() : end],
                found.start(),
                end,
            )


def _colours(text: str) -> Iterator[Value]:
    for found in _COLOUR.finditer(lowered(text)):
        yield Value("colour", fold(found["name"]), text[slice(*found.span())], *found.span())
    for found in _PERCENT.finditer(text):
        yield Value("percent", found[1], found[0], *found.span())


def _value(slot: str, value: str, found: re.Match[str], offset: int) -> Value:
    return Value(slot, value, found[0], offset + found.start(), offset + found.end())
