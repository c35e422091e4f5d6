"""How Vietnamese groups announce, decide, ask, put off, correct and chat: the cues, as patterns."""

import re

from index.text import fold
from retrieval.chat_patterns import anywhere, pattern
from retrieval.vocabulary import phrases

# --- what weighs for a point ----------------------------------------------------------------

DECIDING = pattern(
    "chốt|thống nhất|nhất trí|quyết định|kết luận|thông qua|phê duyệt|duyệt|biểu quyết|bầu|"
    "được bầu|"
    "tán thành|giữ (?:mức|nguyên)|đã ký|ký rồi|đã có ý kiến|có ý kiến chỉ đạo|chỉ đạo|quyết nghị|"
    "lãnh đạo đồng ý|sếp đồng ý|bch đồng ý|btv đồng ý|hội đồng đồng ý"
)
ASSIGNING = pattern(
    "giao(?: cho| nhiệm vụ)?|cử|làm (?:thư ký|chủ tịch|tổ trưởng|trưởng (?:ban|"
    "đoàn))|đề cử|chỉ định|giới thiệu|điều động|bố trí|phân công|nhờ|đề nghị|"
    "yêu cầu|phụ trách|đầu mối|chịu trách nhiệm|"
    "chủ trì|"
    "phối hợp|đảm nhận|đảm nhiệm|lo phần|lo (?:khâu|vụ|việc)"
)
ACTING = pattern(
    "làm|gửi|nộp|soạn|dự thảo|viết|lập|in|chuẩn bị|báo|báo cáo|hoàn thành|tổng hợp|rà soát|"
    "liên hệ|đăng ký|"
    "mua|đặt|mang|trực|kiểm tra|cập nhật|thu|lấy|lên|tăng|tính|xếp|sửa|bổ sung|trình|trình bày|"
    "chụp|quay|đưa|"
    "dẫn|đón|lo|tiếp|xác nhận|phát|điều|bố trí|mời|dọn|trang trí|treo|đi|dự|tham gia|tham mưu|"
    "triển khai|"
    "thông báo|niêm yết|ký|photo|scan|cử|huy động|vận động|rà|gom|chuyển|nhập|tải|hủy|xin"
)
ANNOUNCING = pattern(
    "thông báo|tb|kính (?:gửi|mời|báo)|trân trọng|triệu tập|giấy mời|lưu ý|chú ý|nhắc (?:lại|"
    "chung|các|cả|mọi|nhẹ|{all})|"
    "nhắc|đính chính|bổ sung|khẩn|quan trọng|đề nghị (?:các|{all})|yêu cầu (?:các|{all})|lịch|"
    "kế hoạch|"
    "danh sách chính thức|báo (?:{all})|tin vui"
)
EVENTS = pattern(
    "họp|đoàn|hội nghị|sinh hoạt|tập huấn|khai mạc|bế mạc|tổng duyệt|diễn ra|tổ chức|đại hội|lễ|"
    "ra quân|tập trung|có mặt|"
    "xuất phát|khởi hành|khám|tiêm|hiến máu|(?:cắt|cúp|mất|ngừng cấp) (?:điện|nước)|"
    "bảo trì|nghỉ|thi|"
    "hội thi|giao lưu|tham quan|"
    "kiểm tra|thanh tra|kiểm toán|giám sát|làm việc với|đón tiếp|tiếp xúc cử tri|"
    "tiếp dân|giao ban|chuyên đề|lớp|"
    "khóa học|đợt|giải|tập|"
    "bàn giao|nghiệm thu|ký kết|phát quà|trao|tọa đàm|mít tinh|thăm|chào cờ|đối thoại|"
    "phát động|vệ sinh|kỳ"
)
BUSINESS = pattern(
    "chi bộ|đảng ủy|đảng viên|đảng phí|chi ủy|công đoàn|đoàn viên|đoàn phí|hội viên|hội phí|"
    "quỹ|báo cáo|công văn|"
    "văn bản|hồ sơ|biên bản|danh sách|số liệu|kinh phí|dự toán|tạm ứng|quyết toán|chứng từ|"
    "hóa đơn|giấy|phiếu|mẫu|"
    "nghị quyết|chỉ thị|kế hoạch|hướng dẫn|tờ trình|biểu mẫu|phụ lục|tài liệu|đại biểu|"
    "hội trường|phòng họp|"
    "ubnd|hđnd|ủy ban|mttq|mặt trận|ban chấp hành|bch|btv|ban thường vụ|phường|xã|thôn|ấp|"
    "tổ dân phố|chi đoàn|chi hội|"
    "học sinh|phụ huynh|giáo viên|nhà trường|lớp|khám sức khỏe|bhyt|bhxh|trợ cấp|chế độ|"
    "nghỉ phép|phép năm|lương|"
    "hợp đồng|thi đua|khen thưởng|giấy khen|đánh giá|kiểm điểm|chuyên đề|đề cương|đề án|dự án|"
    "lệ phí|phụ cấp|giải thưởng|"
    "hộ nghèo|cử tri|"
    "đơn|xét duyệt|kết nạp|quần chúng|nộp|mức|hỗ trợ|đăng ký|chi phí|giá|xe đón|lịch|họp|"
    "sinh hoạt|hội nghị|"
    "vắc xin|tiêm|chiến dịch|ra quân|cuộc thi|bài thi|bài viết|bài dự thi|tuyên truyền|"
    "phân công|trực|ca trực|khách mời"
)
REPORTING = pattern(
    "tổng kết|thu được|tổng thu|đã thu|báo cáo {hon}|báo {hon}|báo cáo (?:lãnh đạo|chi ủy|"
    "ban|tổ|cả)|kết quả|đã đủ|"
    "tổng(?: cộng)? \\d+|"
    "(?:làm|quét|in|gửi|nộp|xong|hoàn thành) (?:xong |đủ )?100 ?%|đã hoàn thành|thiệt hại"
)
SETTLING = pattern("(?:(?:vậy|thế|thôi|ok|v|z|rồi) )?(?:thì )?(?:chốt|thống nhất|tóm lại)(?: lại)?")
CONCLUDING = pattern(
    "kết luận|kl|tóm tắt (?:kết luận|nội dung|lại)|chốt lại|tổng kết lại|tóm lại|kết quả (?:họp|"
    "cuộc họp|buổi)|"
    "biên bản|nội dung (?:đã )?thống nhất|thống nhất (?:như sau|mấy|các)|phân công(?: cụ thể|"
    " sơ bộ| nhiệm vụ)?|"
    "một số việc|các việc|mấy việc|việc cần làm"
)
LABELS = pattern(
    "thời gian|địa điểm|thành phần|nội dung|trang phục|đại biểu|số lượng|lưu ý|chủ trì|"
    "hình thức|đối tượng"
)

# --- what weighs against it -----------------------------------------------------------------

PROPOSING = pattern(
    "hay là|hay để|hay mình|hay tăng|hay ta|hay cho|đề xuất|(?<!đã[ ])xin ý kiến|"
    "góp ý|hình như|chắc là|"
    "có lẽ|có khi|nếu được|"
    "theo (?:em|tôi|anh|chị|mình)|(?:em|e|tôi|t|mình) nghĩ|giá mà|nghe đâu|chắc|(?:em|e|tôi|"
    "mình|anh) (?:bầu|chọn|vote)|"
    "phương án|tạm chốt|tạm thời|(?<!hơn[ ])(?<!so[ ]với[ ])dự kiến",
    strict=True,
)
# What somebody only puts forward, or says not to pass on; an order to others is none.
SUGGESTED = pattern(
    "(?:tôi|tui|em|e|mình|t) (?:xin |cũng |lại )?(?:đề nghị|đề xuất|có ý kiến|kiến nghị)"
    "(?! (?:các|mọi|{all}|{dchi}|anh em|bà con|ban))|đề xuất(?: là| thế này| như sau)|"
    "(?<!trả[ ]lời[ ])hay là|hay (?:mình|ta|để|"
    "(?:là )?(?:năm nay |hôm đó )?(?:tụi|bọn|chúng|tổ|nhóm|đội|bến|cơ quan|phòng|chi \\w+|lớp|"
    "trường|xóm|thôn|cả) (?:mình|ta))|đừng (?:thông )?báo|"
    "nếu .{3,80} chưa (?:chốt|quyết)",
)
SUGGESTING = pattern(
    "hay là|hay để|hay mình|hay tăng|hay ta|hay cho|đề xuất|đề nghị cho|xin phép", strict=True
)
SOCIAL = pattern(
    "ăn (?:gì|sáng|vặt|mừng|nhậu|lẩu|ốc|chè|kem|phở|bún)|bún(?: \\w+)?|phở(?: \\w+)?|xôi|"
    "cơm tấm|trà sữa|nhậu|lai rai|lẩu|karaoke|"
    "(?:trà|cf|cafe|highlands?|chè|kem) ?(?:đào|sữa|chanh|đá|vải|\\w+)?|"
    "bánh sinh nhật|sinh nhật|bia|trà đá|cafe|cà phê (?:ko|{ko}|đi)|đói|buồn ngủ|ngủ|dậy|mèo|"
    "cún|chó|phim|xem (?:trận|bóng|đá)|đá dở|"
    "thua|mưa|nắng|ngập|kẹt xe|lạnh teo|nóng quá|đẹp (?:quá|z|thế|trai|gái)|dễ thương|"
    "(?<!giải[ ])(?:đá bóng|đá banh)|cá độ|bắt độ|(?:bà|ông|cô|chú|má|mẹ|bố) \\w+ (?:té|ngã)|"
    "bánh (?:mì|cuốn|xèo|bao|tráng)|ai ăn|\\d+ (?:ly|cốc)|"
    "xinh|béo|bụng bự|giảm cân|"
    "đi bơi|hồ bơi|du lịch riêng|game|facebook|tiktok|livestream|order|ship|săn sale|xổ số|"
    "vé số|son|váy|chồng|vợ|bồ|"
    "cái ô|cái dù|áo dài nha|selfie|chụp ảnh|mặc gì|sống ảo|trà chanh|quán|gà rán|pizza|món",
    strict=True,
)
GREETING = pattern(
    "chúc(?: mừng)?|chào|good morning|morning|cuối tuần vui vẻ|ngủ ngon|bye|bái bai|cảm ơn|"
    "cám ơn|tks|thanks|thank you|"
    "mừng quá|yeah+|tuyệt vời|xin lỗi|hihi|hehe|welcome|buổi sáng (?:tốt|vui|an)",
    strict=True,
)
# Private matters and gossip: a sentence with one of these is left out whatever else it says.
PRIVATE = pattern(
    "nghe đồn|đồn|nghe nói|nghe (?:bên|ngoài|mấy|người ta|phong thanh|ở chợ)|drama|người yêu|"
    "có ny|ny|crush|ly hôn|ly dị|giận nhau|cãi nhau|bán nhà|mua nhà|mua đất|"
    "(?:đám |ảnh |đi |thiệp )?cưới|có bầu|có thai|mới mổ|bị mổ|phẫu thuật|nằm viện|nhập viện|"
    "(?:đi|vào|nhập|phải|đưa \\w+) cấp cứu|"
    "ung thư|khối u|"
    "ốm|(?:bị|đang|hơi|con|bé|em|e) (?:sốt|đau \\w+)|sốt (?:cao|li bì)|"
    "(?:bố|mẹ|ba|má|con|vợ|chồng|ông xã|bà xã) (?:em|e|tôi|anh|chị|"
    "mình|nó)|nhà em|nhà anh|"
    "vay tiền|mượn tiền|đòi nợ|nợ nần|bồ bịch|ngoại tình|tán tỉnh|ghép đôi|đẹp đôi|tin đồn|"
    "chuyện riêng|bí mật nhé",
    strict=True,
)
SECRET = pattern("wifi|wi-fi|pass|password|mật khẩu|mk|otp|mã pin")
KEEPING = pattern(
    "(?:không|ko|khong|đừng|chớ|cấm|tuyệt đối)(?: \\w+){0,5} (?:otp|mật khẩu|mã pin|password)"
)
INJECTION = anywhere(
    "bỏ qua (?:mọi|các|tất cả|toàn bộ|những|hết)? ?(?:chỉ dẫn|chỉ thị trước|hướng dẫn trước|"
    "lệnh|yêu cầu trước|quy tắc)|"
    "ignore (?:all|any|previous|the|above)|disregard (?:all|previous)|system prompt|prompt|"
    "jailbreak|developer mode|"
    "(?<!\\w)(?:system|assistant|user|developer) ?:|<\\|?(?:im_|system|end)|\\[/?inst\\]|"
    "(?<!\\w)(?:bot|trợ lý(?: ảo| ai)?|chatgpt|gpt|mô hình|hỡi ai|"
    "ai tóm tắt)(?: \\w+)?[ ,:]+(?:hãy|phải|nhớ|cần)(?!\\w)|"
    "(?:viết|ghi|thêm|đưa|nêu|nói)(?: rõ| thêm)? (?:vào|trong|ở)(?: bản| phần)? tóm tắt|"
    "khi tóm tắt|(?:bản|phần) tóm tắt (?:phải|này phải|rằng|sẽ|cần)|"
    "(?:không|ko|khong) được nhắc (?:tới|đến|lại)|từ (?:giờ|bây giờ|nay) (?:bạn|mày|m) là|"
    "hãy in ra|(?:dành|gửi) cho (?:bot|máy)(?!\\w)|"
    "bot tóm tắt|tóm tắt rằng|you are now|forget (?:all|everything)"
)
# A text that asks to be passed on to everybody: rumours, advice, promises.
CHAIN = pattern(
    "(?:chia sẻ|share|gửi|chuyển)(?: tiếp)?(?: ngay| gấp)? (?:cho|tới|đến) "
    "(?:\\d+ |mọi |nhiều |tất cả )(?:người|bạn bè|nhóm)|(?:chia sẻ|share)(?: tiếp)? (?:ngay|gấp)"
)
# Told of long ago.
LONG_AGO = pattern("hồi (?:\\d{4}|xưa|đó|ấy|trẻ|nhỏ)|ngày xưa|năm xưa|thuở|nhớ (?:không|ko) ")
LAUGHING = re.compile(
    r"[😂🤣😆😹🤪😜😝💀🙈🙊]|[:=;]\){2,}|(?<!\w)(?:h[aiế]h[aiế]\w*|k{3,}|hê hê|"
    r":v|(?-i::D|xD)(?!\w)|=\)+)",
    re.I,
)
OFF_RECORD = pattern("đùa|giỡn|cho vui|tào lao|nói chơi|troll", strict=True)

# --- questions -------------------------------------------------------------------------------

ASKING = pattern(
    "ai (?:ký|lo|nhận|phụ trách|trực|thay|đón|chủ trì)(?!.*(?:thì|báo|nhắn|đăng))|"
    "cho (?:{hon}|mình|tôi|t|tớ)? ?hỏi|xin hỏi|hỏi (?:thêm|chút|tí)|(?:thế |vậy )?(?:{ko}|chưa|"
    "chưa ạ)(?: ạ| {hon}| nhỉ| vậy| z| ta| nha| mn)*$|"
    "(?:ai|sao|gì|nào|đâu|mấy|bao nhiêu) [^.?!]{0,30}(?:vậy|thế|nhỉ|z|v|ạ)(?: {hon})?$|"
    "(?:mấy|bao nhiêu|bao lâu|bao giờ|khi nào|ở đâu|lúc nào|thế nào|như nào|ra sao|tại sao|"
    "vì sao|sao|gì|ai|đâu|nào|hả|nhỉ|mấy giờ|à|ư)(?: ạ| {hon}| nhỉ| vậy| z| v| thế| ta| đây|"
    " mn| ơi| \\w{1,2}){0,2}$|"
    "có (?:{dc}|phải|cần|được) .*(?:{ko})(?: ạ| {hon}| vậy)*"
)
# Not where somebody is to find out: "tính xem thiếu bao nhiêu".
FINDING_OUT = pattern("(?:tính|xem|rà|báo|hỏi|kiểm tra|thống kê|đếm|cho biết) .{0,40}")
WONDERING = pattern("bao nhiêu|bao giờ|khi nào|mấy giờ|ở đâu|lúc nào|thế nào|ntn|làm sao|tại sao")
ANYONE = pattern(
    "ai (?:có|còn|thấy|mượn|giữ|đi|rảnh|biết chỗ|cho|để quên|đang|trực|ăn|muốn|xem|nuôi|ra)"
)
WAITING = pattern(
    "đang (?:chờ|đợi)|(?:còn )?(?:chờ|đợi) (?:ý kiến|trả lời|phản hồi|hướng dẫn|cấp trên|bên|"
    "xác nhận|kết quả|công văn|văn bản)"
)
DEFERRING = pattern(
    "(?:để )?(?:{hon}|mình|tôi|tao|t|bên \\w+)? ?(?:hỏi lại|xin ý kiến|xin lại ý kiến|"
    "hỏi (?:ý kiến|bên|lãnh đạo|sếp|cấp trên)|kiểm tra lại rồi|xem lại rồi|trao đổi lại|"
    "báo (?:lại )?sau|trả lời sau)|"
    "chưa thấy|sẽ hỏi lại|^để (?:{hon}|mình|tôi) hỏi|"
    "(?<!ai[ ])chưa (?:rõ|chắc|biết|chốt|quyết|có (?:câu )?(?:trả lời|hướng dẫn|mức|chỉ tiêu|"
    "quyết định|văn bản|"
    "ý kiến|thông tin|kết quả|"
    "văn bản|phản hồi|lịch|kinh phí)|thống nhất|dám trả lời|trả lời|phản hồi)|"
    "(?:{ko}) (?:biết|rõ|chắc) (?:có|là|bao|khi|thế|ai|mức|được|phải|đến)|có gì (?:{hon}|mình|"
    "tôi)? ?báo|"
    "(?:còn|vẫn) (?:vướng|chờ|bỏ ngỏ|treo)|hẹn .{0,20}trả lời|"
    "(?:sẽ|đã|xin|để|tôi|em|mình) kiến nghị|kiến nghị (?:lên|với|cấp)|phản ánh (?:lên|lại|"
    "với)|có kết quả (?:sẽ )?(?:{hon} |tôi |mình )?báo|sẽ báo (?:lại|sau)|hẹn .{0,20}báo"
)
KEPT = pattern("không đổi|ko đổi|không thay đổi|giữ nguyên|như cũ|vẫn")
BROKEN = pattern(
    "hư|hỏng|bận|kẹt|có khách|có đoàn|trùng lịch|đang (?:sửa|sơn|dùng|gia cố|đổ|thi công|họp|có)|"
    "(?:mất|cúp|cắt) điện|không dùng được|cháy|ngập|dột|kín(?: lịch)?|hết chỗ|"
    "(?:mượn|đặt|lấy|dùng)(?: mất)?(?: rồi| trước)|đã có người|mất giọng"
)
BLOCKED = pattern(
    "hư|hỏng|bận|kẹt|trùng(?: lịch)?|vướng|đụng|mất điện|cúp điện|không được|ko được|kín|hết chỗ|"
    "có khách|có đoàn|(?:mượn|đặt)(?: mất)? (?:rồi|trước)|không kịp|sao kịp",
    strict=True,
)
STILL_OPEN = pattern("chưa(?: em| chị| anh| ạ| bạn)?|vẫn chưa|chưa có")
SETTLED = pattern(
    "trả lời(?: rồi)?:|có kết quả|đã (?:có|trả lời|xác nhận|duyệt|đồng ý)|trả lời rồi|bảo là|"
    "đồng ý|chốt|duyệt|được (?:rồi|nhé|em|chị|anh)"
)

# --- acknowledgements -------------------------------------------------------------------------

_YES = (
    "vâng|dạ|da|ạ|a|ok|oke|okie|oki|okê|okela|okela|okay|uh|ừ|ừm|uhm|rõ|đã rõ|ro|roger|nhận|"
    "đã nhận|em nhận|nhận rồi|biết|biết rồi|"
    "rồi|r|roi|tốt|tốt lắm|đồng ý|nhất trí|nhất trí ạ|có mặt|có|co|ngon|tuyệt|đúng|đúng rồi|"
    "chuẩn|noted|yes|vang|ghi nhận|"
    "cảm ơn|cám ơn|tks|thanks|{dc}|{hon}|tôi|toi|mình|nha|nhé|nhe|ạ|luôn|thông tin|tt|đã|nhiều|"
    "lắm|rất|ghê|quá|thế|nhaa+|đi|được|hay|lại|kịp|đủ"
)
ACK = pattern(rf"(?:{_YES})(?:[\s,.!~]+(?:{_YES}))*")
PRAISE = re.compile(r"[\W_]*|\+\s?1\W*")

# --- changes ---------------------------------------------------------------------------------

# How somebody takes back what they have just said.
OOPS = pattern("(?:à|ah|ý|ấy|ơ|á)(?: quên| mà)?[ ,.]+(?=.)|quên[ ,]|xin lỗi|sorry|sr")
DOCUMENTS = pattern(
    "(?:quyết định|qđ|nghị định|nđ|thông tư|luật|công văn|cv|nghị quyết|nq|chỉ thị|hướng dẫn|"
    "kết luận|quy định|kế hoạch|kh)(?: số)? \\d+"
)
CORRECTING = pattern(
    "nhầm|xin lỗi|đính chính|xin (?:phép )?sửa|sửa lại|sửa thành|đúng (?:là|ra|"
    "phải là)|chính xác là|"
    "viết sai|ghi sai|gõ sai|sai rồi|"
    "(?:đếm|kiểm|kiểm đếm|tính|rà|cộng) lại|(?:giá|số|mức|lịch|cái|ngày|con số) (?:đó|ấy|này|kia) "
    "(?:là )?(?:của )?(?:năm ngoái|cũ|sai|nhầm)|là (?:số|mức|giá|lịch) cũ|"
    "cập nhật(?: lại)?|chỉnh lại|điều chỉnh(?: lại)?|thay đổi|update|lộn"
)
# By what is said to change: what a later value of the same kind replaces.
MOVING = {
    "clock": pattern(
        "dời|lùi|hoãn|(?<!chuyển[ ])(?<!trao[ ])(?<!biến[ ])đổi(?! số| mới| sao| diện)|"
        "chuyển (?:sang|qua|đến|tới|về|lịch|giờ|lại)|rút|đẩy(?! (?:nhanh|mạnh|đủ))|thay đổi|"
        "sớm hơn|muộn hơn|trễ hơn|gia hạn|kéo dài|\\d\\w* mới(?= \\w)|"
        "chuyển \\d{1,2}\\w*|chứ|thay vì"
    ),
    "day": pattern(
        "dời|lùi|hoãn|(?<!chuyển[ ])(?<!trao[ ])(?<!biến[ ])đổi(?! số| mới| sao| diện)|"
        "chuyển (?:sang|qua|đến|tới|về|lịch|ngày|lại)|rút|đẩy(?! (?:nhanh|mạnh|đủ))|thay đổi|"
        "gia hạn|kéo dài|hạn mới|"
        "chứ|thay vì|sớm hơn"
    ),
    "place": pattern(
        "chuyển (?:sang|qua|về|xuống|lên|đến|tới|địa điểm|chỗ|phòng|họp)|"
        "(?<!chuyển[ ])(?<!trao[ ])(?<!biến[ ])đổi(?! số| mới| sao| diện)|dời|quay lại|"
        "thay vì|thay đổi|chứ|chốt|xuống|dùng|mượn"
    ),
    "count": pattern(
        "tăng|giảm|lên|xuống|thành|còn|mới|thêm|bớt|chốt|điều chỉnh|chứ|thay|bổ sung(?: thêm| ?:)|"
        "chính thức|"
        "nâng|rút"
    ),
    "sum": pattern(
        "điều chỉnh|tính lại|(?:giá|mức|phí|cái|người|suất|vé|áo)[^.;\n]{0,12} còn(?= \\d)|"
        "tăng|giảm|nâng|thành|(?<!chuyển[ ])(?<!trao[ ])(?<!biến[ ])đổi(?! số| mới|"
        " sao| diện)|chứ|thay vì|cắt|bớt|rút(?: xuống)?"
    ),
    "colour": pattern(
        "(?<!chuyển[ ])(?<!trao[ ])(?<!biến[ ])đổi(?! số| mới| sao| diện)|thành|sang|chốt|chọn|"
        "lấy|chuyển"
    ),
    "reference": pattern(
        "cấp lại|đổi|thay(?: bằng| thế)?|thu hồi|trùng(?: số)?|số mới|lấy số|sửa số"
    ),
    "percent": pattern("tăng|giảm|nâng|thành|điều chỉnh|chứ"),
}
ROSTER = pattern("gồm|bao gồm|thành phần|thành viên|danh sách|tổ trưởng")
REPLACING = pattern("đổi|dời|chuyển|thay (?:bằng|đổi)|sang")
COLLIDING = pattern("trùng|vướng|đụng|kẹt|bận")
AGREEING = pattern(
    "(?:{dc}|được|đồng ý|nhất trí|ok|oke|okie|okê|uh|ừ|uk|ukm|ừm|uhm|um|duyệt|chốt|thế cũng được|"
    "vậy cũng được|cũng được|vâng|dạ|thống nhất|hợp lý|chuẩn|hay đấy|hay đó|vậy đi|thế đi|"
    "(?:thôi |rồi )?(?:thế|vậy) (?:đi|nhé|nha|cũng được)|{hon} (?:quyết|cứ) .*|tốt)"
)
GRANTING = pattern(
    "(?:ok |ừ |rồi )?(?:duyệt|chốt|đồng ý|nhất trí|thống nhất|cứ (?:thế|vậy))"
    "(?: {hon}| đi| nhé| luôn)*"
)
OFFERING = pattern("(?:vậy|thế|để|hay|cho|(?:em|e|tôi|mình) (?:đề xuất|đề nghị|tính|định|sẽ))")
REQUESTING = pattern(
    "xin (?:{dc} )?(?:lùi|dời|hoãn|đổi|chuyển|gia hạn|đến|tới|sang|thêm|tăng|giảm)|đề xuất|"
    "hay (?:là|để|mình|ta|cho|{hon} (?:đổi|chuyển|dời|lùi|cho))|"
    "(?:có )?{dc} (?:không|ko|k|hông|hem)|"
    "(?:em|e|tôi|mình|tui|con|cháu|bọn em|chúng tôi) (?:xin|muốn|đề nghị)|cho (?:em|e|tôi|mình|"
    "con|cháu) (?:xin|đổi|lùi|thay|nộp|tới|đến)|hay (?=.*(?:đi|nhé|nha|nhỉ|không|ko)(?!\\w))|"
    "đề nghị (?:cho|đổi|lùi|chuyển|tăng|giảm)|"
    "(?:đổi|trực|làm|đi) (?:cho|giùm|giúp|hộ) (?:em|e|tôi|mình|tui|con|cháu)"
)
# Typed without accents it is also "sáng": asked of read text.
INTO = pattern("sang(?! (?:mai|nay|thu [2-7]|t[2-7]|cn|chu nhat))", strict=True)
ENOUGH = pattern(
    r"\d\w*(?: \w+)? (?:thôi|là được|là đủ|là vừa|cho kịp|cho chắc|cho sớm)|"
    r"\d\w* (?:thôi|là được|là vừa)"
)
SO = pattern("vậy|thế|thôi|chốt|ok|z|vậy thì|thế thì")
CANCELLING = pattern(
    "(?:đã |bị |xin |tạm |sẽ |được )?(?:hủy|huỷ|hoãn|dừng|ngừng|đình chỉ)(?: bỏ| lại|"
    " tổ chức)?(?! (?:giữ|chỗ))|"
    "(?:không|ko|k|khong) (?:họp|tổ chức|diễn ra|thu|tập|học|đi|làm|trực|nộp|"
    "cần nộp)(?: \\w+){0,3} nữa|"
    "(?:không|ko) (?:họp|tổ chức|diễn ra)|nghỉ (?:họp|tập|học|sinh hoạt)|khỏi (?:họp|nộp|làm|đi)"
)
# In these the old value stands behind the mark: "15h chứ không phải 14h".
OLD_AFTER = anywhere(
    "(?<!\\w)(?:chứ )?(?:{ko})(?: phải| dùng| còn| lấy| làm)(?: là| ở| vào| lúc)? |"
    "(?<!\\w)chứ (?:{ko}) |(?<!\\w)(?:thay vì|thay cho|thay thế cho?|thay) (?!đổi)|"
    "(?<!\\w)(?:bỏ|hủy) (?:phương án|lịch) "
)
OLD_FROM = anywhere("(?<!\\w)từ (?=.{2,60}?(?<!\\w)(?:sang|thành|về|lên|xuống|qua|tới|đến)(?!\\w))")
NEW_TO = anywhere("(?<!\\w)(?:sang|thành|về|lên|xuống|qua|tới|đến) ")

# Words that say nothing of what is talked about: as typed, and folded for texts without accents.
STOP = frozenset(
    phrases("""
    a, à, ạ, ac, ai, ấy, anh, ae, bà, bạn, bao, báo, bác, bây, bên, bị, bỏ, bọn, bởi, bằng,
    bấy, cả, các, cái, cần, cũng, càng, cậu, có, còn, con, cô, cơ, của, cùng, cứ, cho, chỉ,
    chị, chiếc, chú, chưa, chúng, chứ, chăng, chắc, d, da, dạ, dù, do, đã, đang, đây, đấy, để,
    đến, đều, đi, đó, đôi, đúng, được, đc, dc, đưa, đừng, e, ê, em, gì, giờ, giúp, hả, hay,
    hãy, hết, hơn, hôm, hoặc, hn, ít, j, k, ko, kg, khi, khác, không, kia, là, làm, lại, lắm,
    lần, lên, lúc, luôn, mà, mai, mấy, mình, mọi, mỗi, một, mới, muốn, mn, nào, này, nay, nên,
    nếu, ngày, nha, nhé, nhỉ, nhiều, nhưng, những, như, nữa, ơi, ok, oke, ở, ông, phải, qua,
    quá, ra, rằng, rất, rồi, r, rùi, sao, sau, sẽ, số, t, tại, tao, tất, tầm, tới, từ, tự,
    từng, thì, thế, thôi, theo, thêm, thấy, thật, tôi, trên, trong, trước, tí, tui, tớ, u, ui,
    uh, ừ, và, vào, vẫn, vậy, về, vì, việc, với, vừa, v, xem, xin, xong, y, z, đ/c, d/c, cháu,
    chiều, sáng, tối, trưa, người, nghe, gửi, nhận, ntn, lun, nhớ, thứ, cv, hihi, haha, thầy,
    thay, dau,
    gio, nua
""")
)
STOP_BARE = frozenset(fold(word) for word in STOP)

# Put back with their accents as they stand: no other reading is meant in an office.
OFFICE = phrases("""
    họp chi bộ, họp giao ban, giao ban, phòng họp, hội trường, nhà văn hóa, sinh hoạt chi bộ,
    sinh hoạt chi đoàn, chi bộ, chi đoàn, chi hội, đảng ủy, đảng viên, đoàn viên, hội viên, báo cáo,
    danh sách, kế hoạch, thông báo, đề nghị, phân công, công văn, hội nghị, tập huấn, văn phòng,
    hồ sơ, biên bản, số liệu, kinh phí, dự toán, chứng từ, tài liệu, đại biểu, công đoàn, chuẩn bị,
    đăng ký, tham gia, tổng hợp, hoàn thành, quyết định, nghị quyết, chỉ thị, hướng dẫn, cuộc họp,
    mọi người, cả nhà, các đồng chí, đúng giờ, có mặt, trước ngày, chậm nhất, địa điểm, thời gian,
    nội dung, tổ dân phố, khu phố, ủy ban, phụ nữ, thanh niên, nông dân, cựu chiến binh, mặt trận,
    đoàn phí, đảng phí, hội phí, học sinh, phụ huynh, giáo viên, nhà trường, trường học, trạm y tế,
    tối nay, chiều nay, sáng nay, trưa nay, sáng mai, chiều mai, tối mai, trưa mai, hôm qua,
    đồng chí, tiết mục, hộ nghèo, cán bộ, kế toán, địa chính, tư pháp, công an, dân quân, mất điện,
    cả tuần, làm việc, ký duyệt, máy lạnh, máy chiếu, thay đổi, lãnh đạo, bảo hiểm, hợp đồng,
    tiền mặt, chuyển khoản, tuần sau, tuần này, hôm nay, ngày mai, chủ nhật, buổi sáng, buổi chiều
""")
