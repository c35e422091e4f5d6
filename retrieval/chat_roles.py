"""What is done at a time, in a place: whether people gather, begin, leave, hand something in."""

from functools import lru_cache

from retrieval.chat_patterns import pattern

_ROLES = {
    "gather": pattern("có mặt|tập trung|đón|tập kết|ổn định|check in|điểm danh"),
    "leave": pattern("xuất phát|khởi hành|xe chạy|xe đi|lên xe|xe đón|lăn bánh|về|đi"),
    "start": pattern(
        "khai mạc|bắt đầu|họp|làm việc|tổ chức|diễn ra|sinh hoạt|hội nghị|khám|tập huấn|"
        "thi|thi đấu|tiêm|tổng duyệt|duyệt|lễ|toạ đàm|gặp mặt|mít tinh"
    ),
    "end": pattern("kết thúc|bế mạc|nghỉ|xong|hoàn thành"),
    "hand in": pattern("nộp|gửi|báo|đăng ký|trình|chốt danh sách|chuyển|ký|thu|đóng|hạn"),
    "eat": pattern("ăn|cơm|tiệc|liên hoan"),
    "off": pattern("cắt điện|mất điện|mất nước|cúp điện|tắt"),
}


@lru_cache(maxsize=1 << 12)
def roles(low: str) -> frozenset[str]:
    """The things done that a text, lower case, names."""
    return frozenset(name for name, cue in _ROLES.items() if cue.search(low))
