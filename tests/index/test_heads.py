"""Who issues, which heading names the document itself, and how a title is put together."""

from datetime import date

import pytest

from index.issuers import proper
from index.metadata import extract

PREAMBLE = "Căn cứ Luật Bến đò số 11/2020/QH14;"
BODY = "Điều 1. Bến đò.\n\nĐiều 2. Phà ngang.\n\nĐiều 3. Cầu treo."


@pytest.mark.parametrize(
    ("letterhead", "number", "issuer"),
    [
        pytest.param(
            "ĐẢNG BỘ TỈNH LAM HÀ\nTỈNH ỦY LAM HÀ", "05-CT/TU", "Tỉnh ủy Lam Hà", id="stacked"
        ),
        pytest.param(
            "ĐẢNG BỘ TỈNH LAM HÀ TỈNH ỦY LAM HÀ", "05-CT/TU", "Tỉnh ủy Lam Hà", id="joined"
        ),
        pytest.param(
            "TỈNH ỦY LAM HÀ BAN TỔ CHỨC", "5-HD/BTCTU", "Ban Tổ chức, Tỉnh ủy Lam Hà", id="of both"
        ),
        pytest.param(
            "BAN CHẤP HÀNH TRUNG ƯƠNG\nVĂN PHÒNG",
            "5-TB/VPTW",
            "Văn phòng Trung ương Đảng",
            id="of the centre",
        ),
        pytest.param(
            "BAN CHẤP HÀNH TRUNG ƯƠNG BAN TỔ CHỨC", "5-HD/BTCTW", "Ban Tổ chức Trung ương", id="tw"
        ),
        pytest.param(
            "BỘ SÔNG NƯỚC CỤC PHÀ NGANG", "5/QĐ-CPN", "Cục Phà ngang, Bộ Sông nước", id="ministry"
        ),
        pytest.param(
            "UBND TỈNH LAM HÀ\nTRUNG TÂM BẾN ĐÒ",
            "5/QĐ-TTBĐ",
            "Trung tâm bến đò, Ủy ban nhân dân tỉnh Lam Hà",
            id="abbreviated",
        ),
    ],
)
def test_who_issues(letterhead: str, number: str, issuer: str) -> None:
    text = f"{letterhead}\nSố {number}\nLam Giang, ngày 2 tháng 3 năm 2026\nHƯỚNG DẪN\nvề bến đò"
    found = extract(text)
    assert found.issuer == issuer
    (place,) = [e for e in found.evidence if e.field == "issuer"]
    assert text[place.start : place.end] in letterhead


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH LAM HÀ", "Chủ tịch Ủy ban nhân dân tỉnh Lam Hà"),
        ("ỦY BAN THƯỜNG VỤ QUỐC HỘI", "Ủy ban Thường vụ Quốc hội"),
    ],
)
def test_names_are_written_as_in_a_sentence(printed: str, name: str) -> None:
    assert proper(printed) == name


def test_the_body_signed_for_issues_under_the_letterhead_of_the_centre() -> None:
    found = extract(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 900-QĐ/TW\n"
        "Hà Nội, ngày 2 tháng 3 năm 2026\nQUY ĐỊNH\nVỀ BẾN ĐÒ\nGiữ bến.\nT/M BAN BÍ THƯ\nLý Văn Mơ"
    )
    assert (found.issuer, found.signer) == ("Ban Bí thư", "Lý Văn Mơ")


def test_a_preamble_names_who_issues_and_what_where_the_letterhead_is_lost() -> None:
    found = extract(
        f"Số: 5/2026/TT-BSN\n\n{PREAMBLE}\n\n"
        f"Bộ trưởng Bộ Sông nước ban hành Thông tư quy định về bến đò.\n\n{BODY}"
    )
    assert (found.kind, found.issuer) == ("Thông tư", "Bộ Sông nước")
    assert found.title == "Thông tư quy định về bến đò"


def test_a_heading_names_the_document_that_follows_whole() -> None:
    found = extract(f"TOÀN VĂN: Nghị định số 30/2026/NĐ-CP về bến đò\n\n{BODY}")
    assert (found.number, found.kind, found.issuer) == ("30/2026/NĐ-CP", "Nghị định", "Chính phủ")
    assert not found.is_report


def test_a_heading_over_an_account_names_nothing() -> None:
    text = "Toàn văn Nghị định số 30/2026/NĐ-CP\n\nĐiều 44a. Bến\n\nĐiều 44b. Phà\n\nĐiều 61c. Cầu"
    found = extract(f"{text}\n\nNghị định này có hiệu lực từ 10/10/2026.")
    assert (found.number, found.is_report) == (None, True)


def test_an_announcement_gives_the_number_of_the_same_kind_only() -> None:
    page = "Chủ tịch vừa ký ban hành Nghị quyết số 96/2026/QH16 về phà ngang.\n\n{}\n\n"
    page += f"Về phà ngang\n\nQUỐC HỘI\n\n{PREAMBLE}\n\nĐiều 1. Giữ phà."
    assert extract(page.format("NGHỊ QUYẾT")).number == "96/2026/QH16"
    assert extract(page.format("KẾ HOẠCH")).number is None


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param(
            "KẾ HOẠCH\nGIỮ PHÀ LAM HÀ -\nVÂN SƠN\n", "Kế hoạch GIỮ PHÀ LAM HÀ - VÂN SƠN", id="-"
        ),
        pytest.param("LUẬT\nBẾN ĐÒ\nBẾN ĐÒ\n", "Luật BẾN ĐÒ", id="printed twice"),
        pytest.param("NGHỊ ĐỊNHQuy định về bến đò\n", "Nghị định Quy định về bến đò", id="joined"),
        pytest.param(
            "QUYẾT ĐỊNH\nKIỂM KÊ BẾN ĐẾN NGÀY 01 THÁNG 01 NĂM 2026\n",
            "Quyết định KIỂM KÊ BẾN ĐẾN NGÀY 01 THÁNG 01 NĂM 2026",
            id="ends in a day",
        ),
    ],
)
def test_titles(lines: str, title: str) -> None:
    assert extract(f"Số: 5/KH-UBND\n{lines}{PREAMBLE}").title == title


def test_a_letter_without_head_is_not_titled_by_its_recipients() -> None:
    found = extract("Kính gửi:\n\n- Các sở, ban, ngành của tỉnh;\n\nĐề nghị kiểm tra bến đò.")
    assert (found.kind, found.title) == ("Công văn", "Đề nghị kiểm tra bến đò.")


def test_in_force_from_the_vote_on() -> None:
    found = extract(
        f"NGHỊ QUYẾT\nVề phà ngang\nQUỐC HỘI\n{PREAMBLE}\nNghị quyết này có hiệu lực thi hành kể từ"
        " khi được Quốc hội biểu quyết thông qua.\n\n"
        "Nghị quyết này được Quốc hội khóa XX thông qua ngày 16 tháng 6 năm 2026."
    )
    assert found.effective == date(2026, 6, 16)


@pytest.mark.parametrize(
    "office", ["KT.CHỦ TỊCH PHÓ CHỦ TỊCH ", "THỨ TRƯỞNG (Đã ký) ", "TỔNG KIỂM TOÁN ", "( Đã ký) "]
)
def test_who_signs(office: str) -> None:
    text = f"Số: 5/QĐ-BSN\nQUYẾT ĐỊNH\nvề bến đò\n{PREAMBLE}\n{BODY}\n\n{office}Lý Văn Mơ"
    assert extract(text).signer == "Lý Văn Mơ"


COLLECTED = (
    "Thông tư\n\nliên tịch của Bộ Sông nước - Tổng cục\nPhà ngang  số  94 /1998/TTLT-BSN-TCPN ngày"
    " 25 tháng 12 năm1998\nHướng dẫn thi hành Luật Bến đò\nsố 04/1998/QH10 ngày 20 tháng 5 năm 1998"
    f"\n\nCăn cứ Luật Bến đò;\n\n{BODY}"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(COLLECTED, id="apart"),
        pytest.param(COLLECTED.replace("\n\nliên", " liên"), id="one line"),
        pytest.param(COLLECTED.replace("Thông tư\n", "THÔNG TƯ\n"), id="capitals"),
    ],
)
def test_the_head_that_law_collections_print(text: str) -> None:
    found = extract(text)
    assert (found.number, found.kind) == ("94/1998/TTLT-BSN-TCPN", "Thông tư liên tịch")
    assert (found.issuer, found.issued) == (
        "Bộ Sông nước - Tổng cục Phà ngang",
        date(1998, 12, 25),
    )
    assert found.title == (
        "Thông tư liên tịch Hướng dẫn thi hành Luật Bến đò số 04/1998/QH10 ngày 20 tháng 5 năm 1998"
    )
    (place,) = [e for e in found.evidence if e.field == "number"]
    assert text[place.start : place.end].endswith("94 /1998/TTLT-BSN-TCPN")


def test_a_kind_in_small_letters_below_a_number() -> None:
    found = extract(
        f"Bộ sông nước\nSố: 12/2003/TT-BSN\n\nThông tư\nvề bến đò\n\n{PREAMBLE}\n\n{BODY}"
    )
    assert (found.number, found.kind) == ("12/2003/TT-BSN", "Thông tư")
    assert found.title == "Thông tư về bến đò"


def test_a_title_that_goes_on_with_a_number_is_of_another_document() -> None:
    text = f"THÔNG TƯ\nHướng dẫn thi hành Luật Bến đò\nsố 04/1998/QH10 ngày 20/5/1998\n\n{BODY}"
    assert extract(text).number is None
