"""Who may what: joining, members, collections in the chat."""

from bot.members import Role

ROLES = {
    Role.STRANGER: "người lạ",
    Role.GUEST: "khách",
    Role.MEMBER: "thành viên",
    Role.ADMIN: "quản trị",
    Role.OWNER: "chủ bot",
}
# What may be typed for a role, without accents and spaces.
ROLE_WORDS = {
    "khach": Role.GUEST,
    "guest": Role.GUEST,
    "thanhvien": Role.MEMBER,
    "member": Role.MEMBER,
    "quantri": Role.ADMIN,
    "admin": Role.ADMIN,
}
ADMINS_ONLY = "Lệnh này dành cho người quản trị bot."
TOO_OFTEN = "Bạn hỏi nhanh quá. Bạn đợi một phút rồi hỏi tiếp giúp bot."
GROUP_TOO_OFTEN = "Nhóm đang hỏi nhiều quá. Mời cả nhóm đợi một phút rồi hỏi tiếp."

ASK_TO_JOIN = "Xin tham gia"
ASKED_TO_JOIN = "Đã gửi lời xin tham gia. Khi người quản trị duyệt, bot sẽ báo bạn."
ASKED_ALREADY = "Bạn đã xin rồi; bot sẽ báo khi có trả lời. Chưa có thì một ngày sau xin lại được."
JOINED_ALREADY = "Bạn được hỏi bot rồi; bạn gửi câu hỏi nhé."
NOBODY_TO_ASK = "Bot chưa có người quản trị để duyệt."
APPLICATION = "{name} (mã số {person}) xin được hỏi bot."
ADMIT, REFUSE = "Duyệt", "Từ chối"
ADMITTED = "Đã duyệt {person} làm thành viên."
REFUSED = "Đã từ chối {person}."
DECIDED_ALREADY = "Lời xin này đã được xử lý."
WELCOME = "Bạn đã được duyệt. Mời bạn gửi câu hỏi; /help để xem cách dùng."
TURNED_DOWN = "Người quản trị chưa duyệt lời xin của bạn."

INVITATION = (
    "Liên kết mời {role}, dùng được một lần trong 24 giờ. Hãy gửi riêng cho người được mời:\n{link}"
)
INVITATION_GOOD = "Chào bạn. Bạn đã được thêm vào với vai trò {role}. Mời bạn gửi câu hỏi."
INVITATION_BAD = (
    "Liên kết mời không đúng, đã dùng hoặc đã hết hạn. Bạn xin người quản trị liên kết mới."
)
OWNERS_ONLY = "Chỉ chủ bot mới thêm, đổi hay gỡ được người quản trị."
INVITE_USAGE = "Cách dùng: /moi, /moi khách, /moi quản trị"

MEMBERS = "Thành viên: {count} người. Bấm một mã số để đổi vai trò hoặc gỡ."
MEMBERS_NONE = "Chưa có thành viên nào. Gửi /moi để lấy liên kết mời."
MEMBER_LINE = "{person} · {role} · từ {date}"
MEMBER_READS = " · đọc {collections}"
MEMBER_CARD = "Mã số {person}: {role}"
MAKE = "Đổi thành {role}"
MEMBER_REMOVE = "Gỡ"
BACK = "‹ Danh sách"
MEMBER_REMOVED = (
    "Đã gỡ {person}. Người này không hỏi được nữa; câu đang chờ cũng không được trả lời."
)
MEMBER_REMOVE_USAGE = "Cách dùng: /go MÃ_SỐ"
ROLE_SET = "{person} nay là {role}."
ROLE_USAGE = "Cách dùng: /quyen MÃ_SỐ khách (hoặc thành viên, quản trị)"
NO_SUCH_MEMBER = "Không có thành viên mang mã số {person}."

DOOR_OPEN = "Từ nay ai ở trong nhóm này thì được hỏi bot. Gửi lại /nhom để thôi."
DOOR_CLOSED = "Từ nay ở trong nhóm này không còn đủ để được hỏi bot."
COLLECTIONS = "Bộ sưu tập"
COLLECTION_LINE = "{name} · {state} · {documents} văn bản"
COLLECTION_READERS = " · cấp riêng cho {readers}"
COLLECTION_USAGE = (
    "Cấp quyền đọc: /bosuutap TÊN MÃ_SỐ; thôi cấp: /bosuutap TÊN -MÃ_SỐ."
    " Quản trị đọc được mọi bộ; khách chỉ đọc bộ mở."
)
COLLECTION_UNKNOWN = "Không có bộ sưu tập {name}."
COLLECTION_GIVEN = "{person} nay đọc được {name}."
COLLECTION_TAKEN = "{person} không còn đọc được {name}."
COLLECTION_MEMBERS_ONLY = "Chỉ cấp được cho thành viên; {person} chưa là thành viên."

QUARANTINED = (
    "{person} vừa gửi tệp {name} có dấu mật hoặc lưu hành nội bộ. Tệp đã được cách ly, không ai tra"
    " được. Chỉ cho vào kho khi chắc chắn dấu nhận nhầm hoặc văn bản đã giải mật."
)
QUARANTINE_RELEASE, QUARANTINE_DELETE = "Cho vào kho", "Xóa tệp"
QUARANTINE_ASK = (
    "Tệp {name} có dấu «{marking}». Cho vào kho thì người được đọc bộ sưu tập đó tra được."
    " Tài liệu bí mật nhà nước không được để trên máy nối mạng."
)
QUARANTINE_SURE, QUARANTINE_KEEP = "Chắc chắn cho vào", "Thôi"
QUARANTINE_WAITS = "Tệp {name} vẫn được cách ly."
QUARANTINE_RELEASED = "Đã cho tệp {name} vào kho: {count} văn bản."
QUARANTINE_DELETED = "Đã xóa tệp {name}; không có gì được đưa vào kho."
QUARANTINE_DECIDED = "Tệp này đã được xử lý."
