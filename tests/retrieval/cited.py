"""Citations of invented documents, for what is written from them."""

from datetime import date

from retrieval.types import Answer, Citation

STORE = (
    "Mỗi xã, phường bố trí kho lưu trữ có diện tích tối thiểu 40 m2 và ít nhất 01 công chức "
    "làm công tác lưu trữ. Không sử dụng kho lưu trữ vào việc khác, trừ trường hợp khẩn cấp."
)
MONEY = (
    "Tổng nhu cầu giai đoạn 2026 - 2030 là 420 tỷ đồng. Sở Tài chính trình Ủy ban nhân dân tỉnh "
    "Lam Hà trước ngày 05/3/2026; đồng chí Trần Văn Mẫu chỉ đạo thực hiện Chỉ thị số 03-CT/TU."
)


def citation(
    marker: int,
    quote: str,
    number: str | None = "12-NQ/TU",
    title: str = "Nghị quyết về chuyển đổi số ở xã, phường",
    section: str = "Điều 10. Kinh phí",
) -> Citation:
    return Citation(
        marker=marker,
        document_id=f"d{marker}",
        source=f"/van-ban/{marker}.txt",
        number=number,
        title=title,
        issued=date(2026, 3, 18),
        section=section,
        page=None,
        start=0,
        end=len(quote),
        quote=quote,
        passage_id=marker,
        passage=quote,
        score=0.9,
    )


CITATIONS = (
    citation(1, STORE, "03-CT/TU", "Chỉ thị về công tác lưu trữ", ""),
    citation(2, MONEY),
)
CITED = {c.marker: c for c in CITATIONS}
ANSWER = Answer("Kho lưu trữ và kinh phí thế nào?", CITATIONS)
