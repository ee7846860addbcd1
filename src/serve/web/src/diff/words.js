// What the screen that compares two versions says.

export const words = {
  title: "So hai bản",
  old: "Bản cũ",
  new: "Bản mới",
  built: "Bản làm ra lần trước",
  now: "Bản đang có",
  versions: "Các bản trước",
  documents: "Văn bản khác trong thư mục",
  swap: "Đổi hai bên",
  docx: "Tải DOCX có đánh dấu sửa đổi",
  docxHint: "Mở bằng Word: từng chỗ sửa hiện ở thẻ Xem lại, chấp nhận hoặc bỏ được.",
  comparing: "Đang so…",
  same: "Hai bên là cùng một bản: chọn bản khác để so.",
  line: (n) => `dòng ${n}`,
  kinds: { added: "Thêm", removed: "Bỏ", edited: "Sửa", recast: "Đổi vai", renumbered: "Đổi số thứ tự" },
  was: (role) => `trước là ${role}`,
  figures: "Số liệu đổi",
  marks: { added: "thêm:", removed: "bỏ:", restyled: "đổi kiểu chữ:" },
  more: (n) => `Còn ${n} chỗ nữa: xem ở bản DOCX.`,
  legend: "Chữ thêm gạch dưới, chữ bỏ gạch ngang, chữ đổi đậm nghiêng đóng khung.",
};
