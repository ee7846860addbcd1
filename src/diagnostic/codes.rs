//! The registry of messages: each code with its usual level, what it is about, and the clause of
//! Nghị định 30/2020/NĐ-CP behind it where there is one.
//!
//! A message whose code is not here does not pass the tests; `docs/ma-loi.md` is written from here.

use super::Severity;

/// A kind of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The stable name that messages carry: `khoa-la`.
    pub name: &'static str,
    /// How grave it is as a rule. A warning is told as an error where nothing can be made of what it
    /// is about after all.
    pub level: Severity,
    /// One sentence on what it is about, in Vietnamese, without a full stop.
    pub about: &'static str,
    /// The clause of the law that it is held against. A message may name a closer one of its own.
    pub clause: Option<&'static str>,
}

impl Code {
    /// The code of a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        CODES.iter().find(|code| code.name == name)
    }
}

macro_rules! codes {
    ($($level:ident $name:literal $about:literal $(($clause:literal))?;)*) => {
        &[$(Code {
            name: $name,
            level: codes!(@level $level),
            about: $about,
            clause: codes!(@clause $($clause)?),
        }),*]
    };
    (@level error) => { Severity::Error };
    (@level warning) => { Severity::Warning };
    (@level hint) => { Severity::Hint };
    (@clause) => { None };
    (@clause $clause:literal) => { Some($clause) };
}

/// All of them, by what they are about.
#[rustfmt::skip]
pub const CODES: &[Code] = codes! {
    // The command line, files and folders.
    error "dong-lenh" "Dòng lệnh gõ sai: tùy chọn lạ, thiếu giá trị hoặc giá trị không dùng được";
    error "khong-doc-duoc" "Một tệp hay thư mục không đọc được";
    error "khong-ghi-duoc" "Một tệp kết quả không ghi được";
    error "o-dia-day" "Ổ đĩa đầy khi ghi kết quả";
    error "khong-mo-cong" "Cổng của vanban serve không mở được";
    error "khong-theo-doi-duoc" "Hệ điều hành không cho theo dõi một thư mục (vanban watch)";
    error "tep-qua-lon" "Tệp lớn hơn mức nhận";
    error "trung-ten-ket-qua" "Hai văn bản sẽ ghi ra cùng một tên tệp";
    warning "tep-da-sua" "Tệp kết quả đã được sửa hoặc ký sau khi vanban ghi nên không bị ghi đè";
    warning "tep-dang-mo" "Tệp kết quả đang mở ở chương trình khác nên bản mới được ghi bên cạnh";
    warning "ban-moi-thua" "Bản làm lần trước còn nằm cạnh tệp vừa được làm lại";
    warning "so-ghi-hong" "Sổ ghi .vanban trong thư mục kết quả bị hỏng, đã lập lại từ phần còn đọc được";
    error "nhap-khong-phai-docx" "Tệp đưa vào để nhập hay lấy sửa đổi không phải văn bản Word (.docx)";
    error "nhap-co-mat-khau" "Tệp Word có mật khẩu nên không đọc được";
    error "nhap-docx-hong" "Tệp Word bị hỏng: một phần của nó không đọc được";
    error "nhap-qua-lon" "Tệp Word mở ra lớn quá mức nhận";
    error "da-co-tep" "Tệp sẽ viết đã có, và không có --force thì không ghi đè";
    error "can-libreoffice" "Tệp không phải DOCX, và LibreOffice để đổi sang DOCX không có hoặc không đổi được (vanban import)";
    error "khong-phai-ho-so" "Tệp ghi ở --profile không phải là hồ sơ cơ quan (vanban import)";
    error "khong-ro-yaml" "Không rõ tệp YAML nào đã làm ra tệp DOCX cần lấy sửa đổi (vanban pull)";
    error "khac-van-ban" "Tệp DOCX không phải văn bản của tệp YAML ấy (vanban pull)";
    error "sua-moi-hang" "Sửa đổi của một văn bản sẽ vào tệp nội dung chung của cả lô, mà không có --all-rows (vanban pull)";
    warning "mat-ban-goc" "Bản gốc của tệp DOCX không còn nên sửa đổi được so từng đoạn (vanban pull)";
    warning "khong-lay-duoc" "Một sửa đổi trong Word không ghi được vào tệp YAML (vanban pull)";
    warning "cung-sua" "Word và tệp YAML cùng sửa một chỗ (vanban pull)";
    error "bao-cao-sai" "Tệp đưa cho vanban report không phải là báo cáo của vanban";
    error "chua-co-ban-cu" "Chưa có bản nào được làm trước đây để so (vanban diff)";
    error "ban-cu-hong" "Bản đã làm lần trước không đọc được (vanban diff)";
    error "mau-da-sua" "Tệp mẫu đã có ở nơi xuất ra và khác mẫu gốc (vanban templates)";

    // YAML and JSON.
    error "tep-trong" "Tệp không có nội dung nào";
    error "khong-phai-utf8" "Tệp không phải mã Unicode UTF-8";
    error "khong-phai-yaml" "Tệp không phải là tệp YAML (tệp Word, bảng tính, ảnh …)";
    error "cu-phap-yaml" "Tệp YAML sai cú pháp";
    error "cu-phap-json" "Tệp JSON sai cú pháp";
    error "khoa-lap" "Một mục được ghi hai lần";
    error "khoa-la" "Không có mục nào tên như vậy";
    error "gia-tri-la" "Mục chỉ nhận một số từ định sẵn, mà từ này không có trong đó";
    error "sai-kieu" "Giá trị của mục sai kiểu: chữ, danh sách hay các mục con";
    error "thieu-muc" "Thiếu một mục bắt buộc";
    error "muc-khong-doc" "Chương trình không đọc được một mục mà chính nó cho phép";
    error "khong-sua-duoc" "Biểu mẫu của trang không sửa được chỗ này mà giữ nguyên phần còn lại";
    error "qua-sau" "Các mục lồng nhau quá sâu";
    error "qua-nhieu" "Tệp có quá nhiều mục, hoặc phình ra quá lớn";
    error "ky-tu-la" "Ký tự ẩn không dùng được trong văn bản";
    warning "ky-tu-an" "Ký tự không ai thấy trong bảng dữ liệu đã được bỏ đi";
    warning "dong-trong" "Danh sách có một dòng trống";
    warning "chu-bi-cat" "Phần chữ sau dấu # bị YAML coi là lời dặn nên không được in";
    warning "con-cho-trong" "Chỗ “…” của tệp mẫu chưa được điền";
    warning "loi-dan" "Mục chỉ có một lời dặn sau dấu #, không có nội dung";
    warning "dau-va" "Mục bắt đầu bằng dấu & nên YAML hiểu thành tên gọi tắt, không phải nội dung";
    warning "dau-markdown" "Dấu Markdown ở mục chỉ nhận chữ trơn";

    // Content files and profiles.
    error "loai-la" "Không có loại văn bản này" ("Điều 7");
    error "ngay-sai" "Ngày ban hành không có trên lịch hoặc ghi sai cách" ("Phụ lục I, Phần I, II.4.b");
    error "so-sai" "Số của văn bản, hoặc số của một dòng, ghi sai cách";
    error "nguoi-ky-la" "Hồ sơ cơ quan không có người ký tên như vậy";
    warning "it-nguoi-ky" "Văn bản có ít người ký hơn loại ấy thường có";
    warning "muc-khong-in" "Mục mà mẫu của loại văn bản không in ra";
    error "nguoi-ky-qua-nhieu" "Quá nhiều người cùng ký một văn bản";
    error "pdf-hong" "Tệp PDF được sao không đọc được";
    error "pdf-ma-hoa" "Tệp PDF được sao có mật khẩu hoặc bị hạn chế sửa";
    error "pdf-qua-lon" "Tệp PDF được sao quá lớn";
    warning "sao-chua-ky" "Bản sao làm từ tệp nội dung không có chữ ký và dấu" ("Điều 25");
    error "sao-co-loi-van" "Tệp của bản sao có phần của văn bản được sao";
    warning "sao-da-ky" "Tệp PDF được sao có chữ ký số";
    error "hen-gio-thua" "Có hạn hẹn giờ mà không phải văn bản hỏa tốc" ("Phụ lục I, Phần I, III.2.b");
    error "du-thao-sai" "Lần dự thảo ghi sai cách";
    warning "du-thao-co-so" "Văn bản ghi là dự thảo mà đã có số";
    error "so-ban-sai" "Số lượng bản phát hành không phải là số" ("Phụ lục I, Phần I, III.3");
    warning "luu-lap" "Nơi nhận đã có dòng Lưu nên mục luu không được in" ("Phụ lục I, Phần I, II.9.d");
    error "ho-so-vong" "Các hồ sơ cơ quan dựa theo nhau thành vòng, hoặc quá nhiều";
    error "so-bi-cat" "Dấu phẩy trong ngoặc nhọn cắt một số làm đôi";
    error "so-qua-dai" "Số có nhiều chữ số hơn mức tính đúng được";
    error "anh-duong-dan" "Đường dẫn của ảnh bắt đầu từ gốc ổ đĩa";
    error "anh-khong-png" "Ảnh không phải định dạng PNG" ("Phụ lục I, Phần I, II.7.d");
    error "anh-khong-trong-suot" "Ảnh không có nền trong suốt" ("Phụ lục I, Phần I, II.7.d");
    error "anh-qua-lon" "Ảnh lớn hơn mức nhận";
    error "anh-hong" "Tệp ảnh hỏng hoặc không dùng được";
    warning "mau-anh" "Màu của ảnh chữ ký hay ảnh dấu không phải màu quy định" ("Phụ lục I, Phần I, II.7.d và II.8.a");

    warning "phu-luc-thieu" "Lời văn nhắc tới phụ lục hay văn bản kèm theo mà văn bản không có" ("Phụ lục I, Phần I, III.1.a");
    warning "phu-luc-khong-nhac" "Lời văn không có chỉ dẫn về một phụ lục" ("Phụ lục I, Phần I, III.1.a");
    error "phu-luc-trong" "Phụ lục chưa có nội dung nào" ("Phụ lục I, Phần I, III.1");
    error "phu-luc-trung" "Hai phụ lục hay văn bản kèm theo cùng tên";
    error "kem-theo-sai-loai" "Loại văn bản không ban hành kèm theo văn bản khác" ("Phụ lục III, Mẫu 1.3");

    // Markdown.
    error "noi-dung-trong" "Phần nội dung chưa có chữ nào";
    error "html" "HTML không dùng trong nội dung";
    error "hinh-anh" "Hình không đứng một mình trên một dòng, hoặc chưa ghi tệp ảnh";
    warning "hinh-khong-mo-ta" "Hình không có lời mô tả cho người không nhìn được";
    error "hinh-do-rong" "Độ rộng của hình viết không đúng";
    error "hinh-dinh-dang" "Tệp ảnh không phải loại đặt được trong văn bản";
    error "bieu-do-so-lieu" "Số liệu của một biểu đồ thiếu, sai hoặc không vẽ được";
    error "bieu-do-la" "Không có biểu đồ mang tên này";
    error "lien-ket" "Liên kết không dùng trong nội dung";
    error "dinh-nghia-lien-ket" "Định nghĩa liên kết không dùng trong nội dung";
    error "ma-nguon" "Khối mã nguồn không dùng trong nội dung";
    error "thut-dong" "Dòng thụt vào bốn dấu cách nên Markdown hiểu thành mã nguồn";
    error "trich-dan" "Khối trích dẫn (>) nằm trong danh sách, chú thích hoặc khối trích dẫn khác";
    error "dan-chieu-thieu" "Dẫn chiếu đến một tên không có chỗ nào mang";
    error "dan-chieu-sai" "Dẫn chiếu hỏi một loại (điều, khoản …) mà chỗ ấy không phải và không nằm trong";
    error "neo-trung" "Hai chỗ cùng một tên dẫn chiếu";
    error "neo-sai-cho" "Tên dẫn chiếu [#…] đặt ở chỗ không có số hay chữ thứ tự";
    error "khoi-canh" "Phần canh phải, canh giữa (::: phai, ::: giua) thiếu cặp, trống hoặc có thứ không phải dòng chữ";
    error "gach-ngang" "Đường gạch ngang không dùng trong nội dung";
    error "tieu-de-gach-duoi" "Dòng gạch dưới biến dòng trên thành tiêu đề";
    error "tieu-de-trong" "Tiêu đề không có chữ";
    error "thieu-dau-cach" "Thiếu dấu cách sau dấu #";
    error "dau-sao" "Dấu ** không bao chữ nào nên sẽ in ra nguyên dấu";
    error "xuong-dong-thua" "Dấu xuống dòng làm thành dòng trống";
    error "doan-trong" "Đoạn không có chữ nào";
    error "muc-trong" "Mục của danh sách không có chữ nào";
    error "sai-cho" "Tiêu đề, bảng hay danh sách đặt ở nơi không nhận";
    error "cu-phap-la" "Cú pháp Markdown không dùng trong nội dung";
    error "ky-tu-dieu-khien" "Ký tự điều khiển trong nội dung";
    error "danh-sach-sau" "Danh sách lồng quá chín cấp";
    error "so-thu-tu" "Số của danh sách không theo thứ tự";
    error "thu-tu-diem" "Điểm không theo thứ tự bảng chữ cái tiếng Việt" ("Phụ lục I, Phần I, II.6.đ");
    error "diem-dinh-dong" "Điểm dính vào dòng trên nên không thành điểm riêng" ("Phụ lục I, Phần I, II.6.đ");
    warning "dau-dau-dong" "Dấu ở đầu dòng được hiểu là gạch đầu dòng";
    warning "dau-tab" "Dấu tab giữa các chữ được in thành dấu cách";
    warning "de-muc-khong-ro" "Đoạn bắt đầu như một đề mục nhưng không viết như đề mục";
    warning "so-de-muc" "Số đề mục ghi tay lùi lại, trùng số vanban đếm, hoặc dấu # không đếm được";
    warning "dong-bi-noi" "Dòng nối liền vào dòng trên vì không có dòng trống";
    error "chu-thich-thieu" "Dấu chú thích không có nội dung";
    error "chu-thich-thua" "Nội dung chú thích không có dấu nào trỏ tới";
    error "chu-thich-lap" "Một chú thích được dùng hay ghi hai lần";
    error "chu-thich-long" "Chú thích nằm trong chú thích";
    error "chu-thich-trong" "Chú thích không có chữ nào";
    error "chu-thich-sai-cho" "Chú thích đặt ở nơi không nhận";
    error "bang-trong" "Bảng không có chữ nào, hoặc không có dòng tên cột";
    error "bang-thua-o" "Hàng của bảng có nhiều ô hơn số cột";
    warning "bang-thieu-o" "Hàng của bảng có ít ô hơn số cột";
    error "bang-sai-cot" "Hàng gạch của bảng không có bằng ấy cột";
    error "bang-thieu-gach" "Bảng thiếu hàng gạch dưới hàng tiêu đề";
    error "bang-dinh-dong" "Dòng không phải của bảng nhưng dính vào bảng";
    error "bang-qua-nhieu-cot" "Bảng có nhiều cột hơn bề rộng trang chứa được";
    warning "bang-chu-nho" "Bảng hẹp lề ô, hoặc chữ nhỏ đi, để các cột đủ chỗ";
    error "trang-ngang" "Phần trang ngang ::: thiếu cặp, lồng nhau hoặc trống" ("Phụ lục I, Phần I, I.2");

    // Expressions and templates.
    error "the-sai" "Biểu thức hay thẻ của mẫu sai cú pháp";
    error "the-cam" "Thẻ không được dùng trong nội dung hay mẫu";
    error "loc-la" "Không có bộ lọc, hàm hay phép thử này";
    error "so-lieu-la" "Không có số liệu hay biến này";
    error "so-lieu-sai" "Bộ lọc nhận một giá trị mà nó không dùng được";
    error "chia-cho-khong" "Phép tính chia cho số 0";
    error "vuot-muc" "Mẫu hay biểu thức vượt mức cho phép (thời gian, độ dài, kích thước)";
    error "mau-loi" "Mẫu không chạy được";
    error "tep-mau" "Tệp mẫu thiếu hoặc không đọc được";
    error "tep-du-lieu" "Tệp dữ liệu trong thư mục mẫu (kinds.yaml, nd30.yaml …) sai";
    warning "o-trong" "Giá trị đang trống nên in ra thành chỗ trống";
    warning "so-dau-cham" "Số ghi dấu chấm thập phân được in nguyên như ghi";

    // Layout markup.
    error "markup-xml" "Markup của mẫu không phải XML đúng";
    error "markup-phan-tu" "Phần tử markup lạ hoặc đặt sai chỗ";
    error "markup-thuoc-tinh" "Thuộc tính markup lạ hoặc có giá trị sai";
    error "markup-thieu" "Phần tử markup thiếu phần bắt buộc";
    error "markup-thua" "Phần tử markup có phần không được lặp lại hoặc không nhận";
    error "markup-trong" "Phần tử markup không có nội dung";
    error "markup-long" "Các thẻ chữ của markup lồng nhau quá sâu";
    error "markup-chu" "Chữ đứng ở nơi markup chỉ nhận phần tử";
    error "markup-bang" "Hàng của bảng trong markup không có bằng ấy ô";

    // Words and measures.
    error "thieu-chu" "Phông chữ không có một ký tự của văn bản" ("Phụ lục I, Phần I, I.4");
    error "thanh-phan-la" "Thể thức không có thành phần mà văn bản dùng";
    error "thieu-ky-tu" "Phông chữ không có ký tự để nhúng vào PDF" ("Phụ lục I, Phần I, I.4");
    error "phong-chu" "Phông chữ riêng thiếu, hỏng hoặc không phải Times New Roman" ("Phụ lục I, Phần I, I.4");
    warning "phong-chu-may" "Times New Roman của máy không dùng được cho PDF" ("Phụ lục I, Phần I, I.4");
    error "so-do-la" "Không có số đo tên như vậy trong thể thức";
    error "so-do-khong-phai-so" "Số đo phải là một con số";
    error "so-do-vo-ly" "Số đo không dùng được trên trang giấy";
    warning "ngoai-luat" "Số đo nằm ngoài quy định" ("Phụ lục I");
    warning "le-ngang-khong-thong-nhat" "Lề trang ngang lấy lẫn lộn hai cách đọc của I.3" ("Phụ lục I, Phần I, I.3");
    warning "co-chu-khong-thong-nhat" "Cỡ chữ của các thành phần không đi cùng nhau" ("Phụ lục I, Phần I, V, chú thích về cỡ chữ");
    error "le-qua-rong" "Khổ giấy và lề không còn chỗ cho chữ" ("Phụ lục I, Phần I, I.3");
    warning "trang-cuoi-it-chu" "Trang cuối chỉ có ít chữ cùng chữ ký";
    warning "khong-co-phu-luc" "Văn bản không có phụ lục nào để tách" ("Phụ lục I, Phần I, III.1.d");
    warning "phu-luc-thua" "Tệp của phụ lục làm lần trước không còn của văn bản nào" ("Phụ lục I, Phần I, III.1.d");
    error "docx" "Tệp DOCX không tạo được";
    error "ghi-pdf" "Tệp PDF không tạo được";

    // Tables of the text.
    error "ten-bang" "Tên bảng không dùng được";
    error "trung-bang" "Hai bảng cùng một tên";
    error "bang-la" "Không có bảng tên như vậy";
    error "bang-dat-hai-lan" "Một bảng được đặt ở hai chỗ";
    warning "bang-khong-dung" "Bảng được khai mà không đặt vào đâu";
    error "bang-duong-dan" "Đường dẫn tới tệp bảng không phải là tương đối";
    error "bang-so-o" "Hàng của bảng không có bằng ấy ô";
    error "kieu-cot" "Không có kiểu cột tên như vậy";
    error "cot-khong-cong" "Cột không phải cột số nên không cộng, không tính tỷ lệ được";
    error "ti-le" "Tỷ lệ không phải là của hai cột";
    error "cot-nhom" "Cột vừa in ra vừa dùng để chia nhóm";
    error "bang-khong-tinh" "Tổng hay tỷ lệ của bảng không tính được chính xác";
    error "o-gop-sai" "Ô gộp không có ô nào để gộp, hoặc chờm lên ô khác";
    warning "tong-lech" "Số tổng ghi sẵn khác tổng các hàng";

    // Comments that silence a rule of vanban check.
    warning "bo-qua-la" "Lời dặn bỏ qua (# vanban: bo-qua) ghi một quy tắc không có";
    warning "bo-qua-ly-do" "Lời dặn bỏ qua không có lý do nên không có tác dụng";
    hint "bo-qua-thua" "Lời dặn bỏ qua không trúng chỗ nào";

    // Batches: the batch file, its table, its rows.
    error "lo-trong-lo" "Tệp lô gọi một tệp lô khác thay cho tệp nội dung";
    error "hai-bang" "Các hàng vừa ở một tệp riêng vừa ghi ngay ở cac_hang";
    warning "muc-khong-dung" "Mục không có tác dụng với loại bảng này";
    error "ten-hang-sai" "Tên của hàng không dùng được trong biểu thức";
    error "ten-hang-trung" "Tên của hàng đã có nghĩa khác trong biểu thức";
    error "ten-tep-sai" "Tên tệp kết quả không dùng được";
    error "bang-sai-loai" "Bảng không phải loại tệp nhận được, hoặc phần mở rộng sai";
    error "bang-hong" "Tệp bảng tính hỏng";
    error "bang-co-mat-khau" "Bảng tính có mật khẩu";
    error "bang-qua-lon" "Bảng lớn hơn mức nhận";
    error "khong-co-trang" "Bảng tính không có trang tên như vậy";
    error "khong-co-hang" "Bảng không có hàng nào để làm";
    error "cot-la" "Bảng không có cột tên như vậy";
    error "cot-khong-ten" "Cột có dữ liệu mà không có tên";
    error "ten-cot-sai" "Tên cột không dùng được trong biểu thức";
    error "trung-ten-cot" "Hai cột cùng một tên";
    error "thieu-cot" "Hàng thiếu một mục mà các hàng khác có";
    error "qua-nhieu-cot" "Bảng có quá nhiều cột";
    warning "cot-khong-dung" "Cột không được dùng ở đâu";
    warning "cot-an" "Cột đang ẩn trong bảng tính mà vẫn được đọc";
    error "hang-qua-dai" "Hàng dài hơn mức nhận";
    warning "hang-trong" "Hàng trống được bỏ qua";
    warning "hang-an" "Hàng đang ẩn hoặc bị lọc mà vẫn được làm";
    warning "hang-so-cot" "Hàng đánh số cột được đọc như một hàng dữ liệu";
    warning "hang-tong" "Hàng tổng cộng được đọc như hàng dữ liệu";
    warning "hang-ky" "Hàng ký tên được đọc như hàng dữ liệu";
    warning "bo-hang-khong-trung" "Điều ghi ở bo_hang không trúng hàng nào";
    error "ngoac-kep" "Dấu ngoặc kép trong tệp CSV không đóng hoặc đặt sai chỗ";
    error "o-sai-kieu" "Ô không phải loại đã khai cho cột";
    error "o-dinh-dang" "Không biết Excel hiện ô này thành chữ gì";
    error "o-loi" "Ô bảng tính có lỗi (#N/A, #REF! …)";
    error "o-gop" "Ô gộp với ô khác";
    error "o-co-gio" "Ô có cả ngày và giờ";
    error "o-qua-dai" "Ô dài hơn mức nhận";
    error "so-hai-nghia" "Số đọc được theo hai cách";
    error "ngay-khong-co" "Ô ngày của bảng tính không phải là ngày có thật";
    error "cong-thuc-chua-tinh" "Công thức của ô chưa được tính";
    error "thieu-luong" "Hệ điều hành không cho thêm luồng để ghi tệp";
    error "ghep-rong" "Không có văn bản nào để ghép (--merge)";
};
