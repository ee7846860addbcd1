"""Faults of capitals (viết hoa, Phụ lục II)."""

from base import kind
from language import SMALL


def inserted(pairs):
    """A planter of sentences: each with a part that is right and one that is wrong."""

    def plant(text, chance):
        form, right, wrong = chance.choice(pairs)
        return text.insert(chance, form.format(right), form.format(wrong))

    return plant


@kind("VH")
def small_after_a_stop(text, chance):
    return text.replace(chance, rf"(?<=[{SMALL}]{{3}}\. )[A-ZĐÁẢÂƯỨỦÔỞ](?=[{SMALL}]+ [{SMALL}]+ )", lambda m: m.group(0).lower()) or inserted(
        [("Các tổ dân phố tiếp tục thực hiện tốt. {} lãnh đạo các đơn vị theo dõi.", "Đề nghị", "đề nghị")]
    )(text, chance)


@kind("VH")
def people_alone(text, chance):
    return text.replace(chance, r"(?<=[a-zà-ỹ] )Nhân dân(?= [a-zà-ỹ])", lambda m: "nhân dân") or inserted(
        [("Công tác này được cán bộ và {} địa phương đồng tình ủng hộ.", "Nhân dân", "nhân dân"),
         ("Vận động {} tham gia giữ gìn vệ sinh môi trường.", "Nhân dân", "nhân dân")]
    )(text, chance)


@kind("VH")
def parts_of_acts(text, chance):
    return inserted([
        ("Việc thực hiện theo {} 5 Quyết định số 12/2022/QĐ-UBND là bắt buộc.", "Điều", "điều"),
        ("Các đơn vị thực hiện {} II Kế hoạch số 45/KH-UBND.", "Mục", "mục"),
        ("Nội dung tại {} III Quy chế làm việc vẫn giữ nguyên.", "Chương", "chương"),
    ])(text, chance)


@kind("VH")
def weekday_small(text, chance):
    day = chance.choice(["Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy"])
    form = chance.choice(["Họp giao ban vào sáng thứ {} hằng tuần tại hội trường.", "Tổng vệ sinh được thực hiện vào chiều thứ {} mỗi tuần."])
    return text.insert(chance, form.format(day), form.format(day.lower()))


@kind("VH")
def sunday_small(text, chance):
    return inserted([("Phát động mô hình ngày {} thân thiện ở các tổ dân phố.", "Chủ nhật", "chủ nhật")])(text, chance)


@kind("VH")
def act_small(text, chance):
    return inserted([
        ("Các đơn vị thực hiện theo {} số 45/2022/QĐ-UBND đã ban hành.", "Quyết định", "quyết định"),
        ("Nội dung tại {} số 30/2020/NĐ-CP được phổ biến đầy đủ.", "Nghị định", "nghị định"),
        ("Căn cứ {} số 08/NQ-HĐND, các tổ dân phố triển khai thực hiện.", "Nghị quyết", "nghị quyết"),
        ("Thực hiện {} số 12/KH-UBND, công tác này đã hoàn thành.", "Kế hoạch", "kế hoạch"),
    ])(text, chance)


@kind("VH")
def commune_with_number(text, chance):
    number = chance.randint(1, 14)
    form = chance.choice(["Phối hợp với {} {} tổ chức ra quân.", "Các tuyến đường thuộc {} {} được chỉnh trang."])
    return text.insert(chance, form.format("Phường", number), form.format("phường", number))


@kind("VH")
def ministry(text, chance):
    return inserted([
        ("Theo hướng dẫn của {}, kinh phí được cấp hằng quý.", "Bộ Tài chính", "bộ Tài chính"),
        ("Theo hướng dẫn của {}, việc rà soát đã hoàn thành.", "Bộ Nội vụ", "Bộ nội vụ"),
        ("Báo cáo gửi về {} trước ngày 15 hằng tháng.", "Bộ Giáo dục và Đào tạo", "Bộ giáo dục và đào tạo"),
        ("Theo ý kiến của {}, hồ sơ đã đủ điều kiện.", "Bộ Tư pháp", "Bộ tư pháp"),
        ("Số dư được nộp vào {} theo quy định.", "Kho bạc Nhà nước", "Kho bạc nhà nước"),
        ("Theo hướng dẫn của {}, mức thu giữ nguyên.", "Ngân hàng Nhà nước Việt Nam", "Ngân hàng nhà nước Việt Nam"),
    ])(text, chance)


@kind("VH")
def province(text, chance):
    right, wrong = chance.choice([("Đồng Tháp", "Đồng tháp"), ("Hà Nội", "Hà nội"), ("Lâm Đồng", "Lâm đồng"), ("Cần Thơ", "Cần thơ"),
                                  ("Quảng Ninh", "quảng Ninh"), ("Nghệ An", "Nghệ an"), ("Đà Nẵng", "Đà nẵng")])
    form = chance.choice(["Đoàn công tác đã học tập kinh nghiệm tại {} trong quý này.", "Sản phẩm được tiêu thụ ở {} và nhiều nơi khác."])
    return text.insert(chance, form.format(right), form.format(wrong))


@kind("VH")
def capital_city(text, chance):
    return inserted([
        ("Đoàn đã thăm {} Hà Nội theo chương trình.", "Thủ đô", "thủ đô"),
        ("Hàng hóa được vận chuyển từ {} Hồ Chí Minh về địa phương.", "Thành phố", "thành phố"),
    ])(text, chance)


@kind("VH")
def regions_and_rivers(text, chance):
    return inserted([
        ("Các mô hình ở vùng {} đã được nhân rộng.", "Đồng bằng sông Cửu Long", "đồng bằng sông cửu long"),
        ("Các tỉnh {} có nhiều kinh nghiệm.", "Tây Nguyên", "Tây nguyên"),
        ("Tuyến kè dọc {} đã hoàn thành.", "sông Tiền", "sông tiền"),
        ("Các tỉnh {} có nhiều kinh nghiệm.", "Đông Nam Bộ", "Đông nam bộ"),
        ("Lũ trên {} đang lên chậm.", "sông Hồng", "sông hồng"),
    ])(text, chance)


@kind("VH")
def person(text, chance):
    right = chance.choice(["Nguyễn Văn Hòa", "Trần Thị Lan", "Lê Văn Bình", "Phạm Thị Hương"])
    wrong = right.replace("Văn", "văn").replace("Thị", "thị")
    form = chance.choice(["Giao Ông {} chịu trách nhiệm theo dõi.", "Phân công đồng chí {} làm tổ trưởng.", "Giao Bà {} tổng hợp báo cáo."])
    return text.insert(chance, form.format(right), form.format(wrong))


@kind("VH")
def feast(text, chance):
    return inserted([
        ("Trang trí đường phố chào mừng ngày {} hằng năm.", "Quốc khánh", "quốc khánh"),
        ("Tổ chức họp mặt nhân ngày {} tại các tổ dân phố.", "Thương binh - Liệt sĩ", "thương binh - liệt sĩ"),
        ("Tổ chức họp mặt nhân ngày {} tại các trường.", "Nhà giáo Việt Nam", "nhà giáo Việt Nam"),
        ("Ra quân hưởng ứng ngày {} ở các khu dân cư.", "Quốc tế Lao động", "quốc tế lao động"),
    ])(text, chance)


@kind("VH")
def foreign_abbreviation(text, chance):
    return inserted([
        ("Danh hiệu do {} công nhận được gìn giữ.", "UNESCO", "Unesco"),
        ("Khuyến cáo của {} được phổ biến rộng rãi.", "WHO", "Who"),
        ("Hợp tác trong khối {} được mở rộng.", "ASEAN", "Asean"),
    ])(text, chance)


@kind("VH")
def offices_of_state(text, chance):
    return inserted([
        ("Thực hiện chỉ đạo của {} về phòng cháy, chữa cháy.", "Thủ tướng Chính phủ", "thủ tướng Chính phủ"),
        ("Theo kết luận của {}, việc này được ưu tiên.", "Chủ tịch Quốc hội", "chủ tịch Quốc hội"),
        ("Thực hiện lời kêu gọi của {}, các đơn vị hưởng ứng.", "Chủ tịch nước", "chủ tịch nước"),
    ])(text, chance)


@kind("VH")
def law_small(text, chance):
    return inserted([
        ("Việc tiếp công dân thực hiện theo {} Tiếp công dân.", "Luật", "luật"),
        ("Các khoản chi thực hiện theo {} Ngân sách nhà nước.", "Luật", "luật"),
    ])(text, chance)
