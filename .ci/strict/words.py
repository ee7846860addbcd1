"""The words of which documents are made: what offices write, by rules of grammar and chance, not by anybody's text."""

VERBS = """rà soát|tổ chức thực hiện|tăng cường|đẩy mạnh|hoàn thiện|kiểm tra|giám sát|phối hợp triển khai|báo cáo|tham mưu|tuyên truyền|
vận động|hướng dẫn|bố trí|thẩm định|tổng hợp|nâng cao|bảo đảm|công khai|cập nhật|xử lý|chấn chỉnh|bàn giao|nghiệm thu|duy trì|xây dựng|
ban hành|điều chỉnh|tiếp nhận|giải quyết|khắc phục|nhân rộng""".replace("\n", "").split("|")
THINGS = """hồ sơ thủ tục hành chính|chất lượng phục vụ|kết quả chuyển đổi số|nguồn vốn đầu tư công|dữ liệu dân cư|công tác tiếp công dân|
kế hoạch phòng, chống thiên tai|hạ tầng giao thông nông thôn|quỹ đất công|tiến độ giải ngân|các tiêu chí nông thôn mới|quy chế làm việc|
an toàn thực phẩm|vệ sinh môi trường|trật tự đô thị|nhà văn hóa ấp|chế độ báo cáo|hệ thống một cửa điện tử|công tác cải cách hành chính|
việc quản lý tài sản công|các công trình chuyển tiếp|đường truyền số liệu chuyên dùng|chính sách bảo trợ xã hội|hồ sơ địa chính|
danh mục dự án|kỷ luật, kỷ cương hành chính|chất thải rắn sinh hoạt|hoạt động của tổ công nghệ số cộng đồng|nguồn nhân lực|
phương án ứng phó triều cường|thiết bị dạy học|công tác thi đua, khen thưởng""".replace("\n", "").split("|")
WHO = """Văn phòng Hội đồng nhân dân và Ủy ban nhân dân|Phòng Kinh tế, Hạ tầng và Đô thị|Phòng Văn hóa - Xã hội|Trung tâm Phục vụ hành chính công|
Công an xã|Ban Chỉ huy Quân sự xã|các tổ chức chính trị - xã hội|Trưởng các ấp|Hiệu trưởng các trường|Trạm Y tế|Sở Tài chính|Sở Nội vụ|
Kho bạc Nhà nước khu vực|Ban quản lý dự án|Tổ công tác|Đoàn kiểm tra liên ngành|đơn vị tư vấn|Ủy ban Mặt trận Tổ quốc Việt Nam""".replace("\n", "").split("|")
WHERE = """trên địa bàn|tại các ấp ven sông|ở từng đơn vị|tại các khu dân cư tập trung|trong toàn ngành|tại trụ sở|ở các tuyến đường chính|
trên môi trường điện tử|tại bộ phận một cửa|trong phạm vi quản lý""".replace("\n", "").split("|")
ENDS = """theo đúng quy định của pháp luật|bảo đảm tiết kiệm, hiệu quả|không để phát sinh hồ sơ trễ hạn|phù hợp với tình hình thực tế của địa phương|
gắn với trách nhiệm của người đứng đầu|kịp thời báo cáo những khó khăn, vướng mắc|phục vụ người dân và doanh nghiệp|
công khai, minh bạch, đúng đối tượng|hoàn thành trước thời hạn được giao|hạn chế thấp nhất thiệt hại về người và tài sản""".replace("\n", "").split("|")
STARTS = """Trong kỳ|Qua kiểm tra|Thực hiện chỉ đạo của cấp trên|Từ đầu năm đến nay|Trên cơ sở kết quả đạt được|Nhằm nâng cao hiệu quả|
Bên cạnh những kết quả đạt được|Để hoàn thành nhiệm vụ được giao|Theo đề nghị của đơn vị|Căn cứ tình hình thực tế|Riêng đối với các xã bãi ngang|
Về lâu dài""".replace("\n", "").split("|")
UNITS = ["hộ", "hồ sơ", "người", "trường hợp", "công trình", "lượt", "tấn", "ha", "km", "lớp"]
SHORT = """đường|cầu|cống|trường|chợ|trạm|kênh|đê|hẻm|kho|bờ kè|nhà văn hóa|sân thể thao|trạm bơm|tuyến ống|đường truyền""".replace("\n", "").split("|")
NAMES = """Bình Hòa|Long Thạnh|An Phú|Tân Lập|Mỹ Hưng|Phú Thuận|Vĩnh Lợi|Hòa An|Thạnh Mỹ|Đông Thới|Tây Ninh|Trần Hưng Đạo|Nguyễn Huệ|
Lê Lợi|Phan Chu Trinh|Cái Sơn|Rạch Chanh|Kinh Xáng|Ba Thê|Cồn Én""".replace("\n", "").split("|")
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Trương"]
MIDDLE = ["Văn", "Thị", "Minh", "Hoàng", "Thị Thanh", "Quốc", "Hữu", "Thị Ngọc", "Đức", "Lê Hoàng", "Công", "Thị Kim"]
GIVEN = ["An", "Bình", "Cường", "Dung", "Đạt", "Giang", "Hạnh", "Khoa", "Liên", "Mẫn", "Nghĩa", "Oanh", "Phương", "Quỳnh", "Sơn", "Thường", "Uyên", "Vinh", "Xuyến", "Yến"]
ACTS = ["NĐ-CP", "QĐ-UBND", "KH-UBND", "NQ-HĐND", "TT-BTC", "CT-TTg", "QĐ-TTg", "TB-VP", "BC-UBND", "CTr/ĐU"]
HOSTS = ["dichvucong.gov.vn", "thongke.tinhmau.gov.vn", "congbao.chinhphu.vn", "vanban.sotaichinh.tinhmau.gov.vn"]
PATHS = ["thu-tuc", "p/home", "bao-cao/2026", "ho-so", "van-ban/chi-tiet", "du-lieu-mo", "tai-lieu-hop", "dau-tu-cong/danh-muc"]

# Letterheads: superior lines, agency lines, abbreviation, place, in whose name, titles of head and deputy.
AGENCIES = [
    ([], ["ỦY BAN NHÂN DÂN", "XÃ AN PHÚ"], "UBND", "An Phú", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ([], ["ỦY BAN NHÂN DÂN", "PHƯỜNG 2"], "UBND", "Phường 2", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ([], ["ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"], "UBND", "Thành phố Hồ Chí Minh", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ([], ["ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP"], "UBND", "Đồng Tháp", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"], ["SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"], "STNMT", "Thành phố Hồ Chí Minh", "", "GIÁM ĐỐC"),
    (["ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP"], ["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"], "SNNMT", "Đồng Tháp", "", "GIÁM ĐỐC"),
    (["UBND TỈNH VĨNH LONG"], ["SỞ NỘI VỤ"], "SNV", "Vĩnh Long", "", "GIÁM ĐỐC"),
    (["UBND THÀNH PHỐ CẦN THƠ"], ["SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"], "SVHTTDL", "Cần Thơ", "", "GIÁM ĐỐC"),
    (["SỞ Y TẾ"], ["TRUNG TÂM KIỂM SOÁT BỆNH TẬT"], "TTKSBT", "Đồng Tháp", "", "GIÁM ĐỐC"),
    (["ỦY BAN NHÂN DÂN", "TỈNH AN GIANG"], ["BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", "CÔNG TRÌNH GIAO THÔNG VÀ NÔNG NGHIỆP"], "BQLDA", "An Giang", "", "GIÁM ĐỐC"),
    (["SỞ GIÁO DỤC VÀ ĐÀO TẠO"], ["TRƯỜNG TRUNG HỌC PHỔ THÔNG", "CHUYÊN NGUYỄN ĐÌNH CHIỂU"], "THPTNĐC", "Cao Lãnh", "", "HIỆU TRƯỞNG"),
    ([], ["HỘI ĐỒNG NHÂN DÂN", "XÃ TÂN LẬP"], "HĐND", "Tân Lập", "TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"),
    (["ỦY BAN NHÂN DÂN XÃ MỸ HƯNG"], ["PHÒNG VĂN HÓA - XÃ HỘI"], "PVHXH", "Mỹ Hưng", "", "TRƯỞNG PHÒNG"),
    (["BỘ TÀI CHÍNH"], ["CỤC THUẾ"], "CT", "Hà Nội", "", "CỤC TRƯỞNG"),
    (["TỔNG CÔNG TY PHÁT TRIỂN HẠ TẦNG VÀ ĐẦU TƯ TÀI CHÍNH VIỆT NAM"], ["CÔNG TY CỔ PHẦN CẤP THOÁT NƯỚC"], "CTCTN", "Mỹ Tho", "", "TỔNG GIÁM ĐỐC"),
    ([], ["BAN CHỈ ĐẠO"], "BCĐ", "Hà Nội", "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"),
    (["ỦY BAN NHÂN DÂN", "PHƯỜNG VÕ THỊ SÁU"], ["HỘI ĐỒNG TUYỂN DỤNG VIÊN CHỨC", "GIÁO DỤC NĂM 2026"], "HĐTD", "Phường Võ Thị Sáu", "TM. HỘI ĐỒNG", "CHỦ TỊCH"),
    (["LIÊN ĐOÀN LAO ĐỘNG TỈNH"], ["CÔNG ĐOÀN VIÊN CHỨC"], "CĐVC", "Bà Rịa - Vũng Tàu", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
    ([], ["TỔ CÔNG TÁC"], "TCT", "Huế", "", "TỔ TRƯỞNG"),
    (["SỞ XÂY DỰNG"], ["CHI CỤC GIÁM ĐỊNH XÂY DỰNG"], "CCGĐ", "Đắk Lắk", "", "CHI CỤC TRƯỞNG"),
]
RECIPIENTS = """Như trên|Như Điều 3|Thường trực Đảng ủy, HĐND xã|UBND tỉnh (để báo cáo)|Chủ tịch, các Phó Chủ tịch|Các sở, ban, ngành tỉnh|
Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội|Các phòng chuyên môn|Trưởng các ấp, khóm|Trung tâm Phục vụ hành chính công|
Cổng Thông tin điện tử|Báo và Phát thanh, Truyền hình tỉnh|Kho bạc Nhà nước khu vực XIX|Thanh tra tỉnh|Các đơn vị sự nghiệp công lập trực thuộc|
Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh|Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính (Bộ Tư pháp)|
Hiệu trưởng các trường trung học cơ sở, tiểu học, mầm non|Công an tỉnh|Đài Truyền thanh xã""".replace("\n", "").split("|")
ADDRESSEES = """Ủy ban nhân dân tỉnh|Sở Tài chính|Sở Nông nghiệp và Môi trường|Văn phòng Ủy ban nhân dân tỉnh|Hội đồng nhân dân xã|
Các sở, ban, ngành, đoàn thể cấp tỉnh; Ủy ban nhân dân các xã, phường, đặc khu trên địa bàn tỉnh|Kho bạc Nhà nước khu vực|
Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam|Hiệu trưởng các trường trung học phổ thông|Các đơn vị sự nghiệp trực thuộc""".replace("\n", "").split("|")
# Signatures of one to four lines: capacities, title.
CAPACITIES = [
    (["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH"),
    (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"),
    (["TL. CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "KT. CHÁNH VĂN PHÒNG"], "PHÓ CHÁNH VĂN PHÒNG"),
    (["TL. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG"),
    (["TUQ. CHỦ TỊCH ỦY BAN NHÂN DÂN"], "TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"),
    (["KT. GIÁM ĐỐC"], "PHÓ GIÁM ĐỐC"),
    (["TM. HỘI ĐỒNG NHÂN DÂN"], "CHỦ TỊCH"),
    (["TM. HỘI ĐỒNG TUYỂN DỤNG", "KT. CHỦ TỊCH HỘI ĐỒNG"], "PHÓ CHỦ TỊCH"),
    (["TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG TỔ CHỨC - HÀNH CHÍNH"], "PHÓ TRƯỞNG PHÒNG"),
    (["Q. TRƯỞNG BAN"], "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"),
    ([], "GIÁM ĐỐC"),
    ([], "HIỆU TRƯỞNG"),
    ([], "GIÁM ĐỐC SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"),
    (["TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"], "GIÁM ĐỐC SỞ NỘI VỤ"),
]
HEADS = ["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian hoàn thành", "Kinh phí (triệu đồng)", "Kết quả", "Tỷ lệ (%)", "Đơn vị tính", "Địa điểm", "Ghi chú",
         "Cơ quan phối hợp", "Số lượng", "Họ và tên", "Chức vụ", "Nguồn vốn", "Năm 2025", "Năm 2026", "Căn cứ", "Địa chỉ tra cứu", "Sản phẩm"]


class Writer:
    """Makes words, sentences and paragraphs from one source of chance."""

    def __init__(self, chance):
        self.chance = chance

    def pick(self, of):
        return self.chance.choice(of)

    def date(self):
        return f"{self.chance.randint(1, 28):02d}/{self.chance.randint(1, 12):02d}/{self.chance.randint(2022, 2026)}"

    def day(self):
        month = self.chance.randint(1, 12)
        month = f"{month:02d}" if month < 3 else month
        return f"ngày {self.chance.randint(1, 28):02d} tháng {month} năm {self.chance.randint(2022, 2026)}"

    def number(self):
        value = self.pick([self.chance.randint(1, 99), self.chance.randint(100, 9999), self.chance.randint(10**5, 10**8)])
        return f"{value:,}".replace(",", ".") if value > 99 else f"{value:02d}"

    def money(self):
        return f"{self.chance.randint(1, 9999):,}".replace(",", ".") + f",{self.chance.randint(1, 9)}" if self.chance.random() < 0.5 else f"{self.chance.randint(10**6, 10**10):,}".replace(",", ".")

    def act(self):
        return f"số {self.chance.randint(1, 2600):02d}/{self.pick(['', '2020/', '2025/'])}{self.pick(ACTS)}"

    def url(self):
        address = f"https://{self.pick(HOSTS)}/{self.pick(PATHS)}"
        if self.chance.random() < 0.4:
            address += f"?ma={self.chance.randint(1000, 999999)}&trang={self.chance.randint(1, 40)}"
        return address

    def person(self):
        return f"{self.pick(FAMILY)} {self.pick(MIDDLE)} {self.pick(GIVEN)}"

    def subject(self):
        text = f"{self.pick(VERBS)} {self.pick(THINGS)}"
        if self.chance.random() < 0.5:
            text += f" {self.pick(WHERE)}"
        if self.chance.random() < 0.5:
            text += f" năm {self.chance.randint(2024, 2027)}"
        return text[0].upper() + text[1:]

    def clause(self):
        text = f"{self.pick(VERBS)} {self.pick(THINGS)}"
        roll = self.chance.random()
        if roll < 0.3:
            text += f" {self.pick(WHERE)}"
        elif roll < 0.45:
            text += f" ({self.pick(['đạt', 'tăng', 'giảm'])} {self.chance.randint(1, 99)},{self.chance.randint(1, 9)}%)"
        elif roll < 0.55:
            text += f" đối với {self.number()} {self.pick(UNITS)}"
        elif roll < 0.63:
            text += f" theo Văn bản {self.act()} {self.day()}"
        elif roll < 0.67:
            text += f" “{self.pick(THINGS)}”"
        elif roll < 0.71:
            text += f" – {self.pick(ENDS)}"
        return text

    def sentence(self):
        parts = [self.clause() for _ in range(self.chance.randint(1, 4))]
        if self.chance.random() < 0.4:
            text = f"{self.pick(STARTS)}, {self.pick(WHO)} {', '.join(parts)}"
        else:
            text = f"{self.pick(WHO)} {'; '.join(parts) if self.chance.random() < 0.2 else ', '.join(parts)}"
        if self.chance.random() < 0.5:
            text += f", {self.pick(ENDS)}"
        return text[0].upper() + text[1:] + "."

    def paragraph(self, most=5):
        return " ".join(self.sentence() for _ in range(self.chance.randint(1, most)))

    def marked(self, text):
        """Some words of a text become bold, italic, underlined, or get a raised letter."""
        words = text.split(" ")
        if len(words) < 8:
            return text
        start = self.chance.randrange(1, len(words) - 5)
        end = start + self.chance.randint(1, 4)
        part = " ".join(words[start:end])
        if any(letter in part for letter in "“”()*_[]"):
            return text
        mark = self.pick(["**", "*", "__", "***"])
        core = part.rstrip(",;.")
        return " ".join(words[:start] + [mark + core + mark + part[len(core):]] + words[end:])
