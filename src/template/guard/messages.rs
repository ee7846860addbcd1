//! tera's usual English messages in Vietnamese.

/// The messages of tera that users meet. Each row has tera's words with `{}` for their parts, ours
/// with the parts in the same order, and how to mend it.
const TABLE: &[(&str, &str, &str)] = &[
    (
        "Unexpected end of input",
        "thẻ bị cắt giữa chừng, hoặc thiếu thẻ đóng",
        "thêm phần còn thiếu: `{% endif %}` cho `if`, `{% endfor %}` cho `for`",
    ),
    (
        "Found {} but expected {}.",
        "gặp {} ở chỗ phải là {}",
        "xem lại cách viết trong thẻ này",
    ),
    (
        "Found {} but expected one of: {}",
        "gặp {} ở chỗ phải là một giá trị",
        "ghi tên số liệu, số, hoặc chữ trong dấu nháy",
    ),
    (
        "Found {} but was expecting {}.",
        "gặp {} ở chỗ phải là {}",
        "xem lại thẻ `if` này",
    ),
    (
        "Unexpected character",
        "gặp ký tự không hiểu được trong thẻ",
        "tên chỉ gồm chữ không dấu, số và `_`; chữ có dấu phải đặt trong dấu nháy",
    ),
    (
        "Unknown tag",
        "không có thẻ này",
        "xem lại chữ đầu tiên trong `{% … %}`",
    ),
    (
        "Cannot divide by 0",
        "không chia được cho 0",
        "xem lại số chia",
    ),
    (
        "Cannot compare `{}` with `{}`",
        "không so sánh được {} với {}",
        "so sánh số với số, chữ với chữ",
    ),
    (
        "Math operations can only be done on numbers, found `{}`",
        "chỉ cộng, trừ, nhân được số nguyên; đây là {}",
        "với số có phần lẻ dùng các bộ lọc `hieu`, `tong`, `phan_tram`",
    ),
    (
        "`+` requires both operands to be numbers, found `{}` and `{}`",
        "chỉ cộng được hai số nguyên; đây là {} và {}",
        "ghép chữ bằng `~`; cộng số có phần lẻ bằng `{{ [a, b] | tong }}`",
    ),
    (
        "Unable to perform {}",
        "phép tính này ra số quá lớn",
        "dùng đơn vị lớn hơn",
    ),
    (
        "Iteration not possible on type `{}`",
        "không lặp qua {} được",
        "`for` cần một danh sách hoặc một nhóm số liệu",
    ),
    (
        "Key/value iteration is not possible on type `{}`, only on maps.",
        "không lặp theo khóa và giá trị qua {} được",
        "dùng `{% for muc in … %}` với danh sách",
    ),
    (
        "Missing keyword argument `{}`",
        "thiếu tham số `{}`",
        "ghi thêm tham số này trong ngoặc",
    ),
    (
        "Invalid type for the value, expected `{}` but got `{}`",
        "giá trị không đúng loại: cần {}, đây là {}",
        "xem lại giá trị đứng trước dấu `|` hoặc tham số trong ngoặc",
    ),
    (
        "Value `{}` is out of range for `{}`",
        "số {} vượt phạm vi cho phép",
        "ghi số nhỏ hơn",
    ),
    (
        "Keyword argument `{}` is defined more than once",
        "tham số `{}` ghi hai lần",
        "bỏ bớt một",
    ),
    (
        "The expression is too complex",
        "biểu thức quá dài",
        "chia thành nhiều thẻ nhỏ",
    ),
    (
        "The template nesting is too deep",
        "các thẻ lồng nhau quá sâu",
        "bớt tầng lồng nhau",
    ),
    (
        "Field `{}` is not defined{}",
        "không có `{}`",
        "xem lại tên khóa",
    ),
    (
        "Variable `{}` is not defined{}",
        "không có `{}`",
        "xem lại tên",
    ),
    (
        "Block `{}` is not defined in any parent template",
        "khối `{}` không có trong mẫu gốc",
        "khai báo khối này trong mẫu được `extends`, hoặc bỏ nó ở đây",
    ),
    (
        "Template '{}' is inheriting from '{}', which doesn't exist or isn't loaded.",
        "mẫu `{}` kế thừa từ `{}`, nhưng không có tệp mẫu đó",
        "xem lại tên tệp trong `{% extends %}`",
    ),
    (
        "Circular extend detected for template '{}'{}",
        "mẫu `{}` kế thừa vòng quanh về chính nó",
        "bỏ một `{% extends %}`",
    ),
    (
        "Circular include detected for template '{}'{}",
        "mẫu `{}` chèn vòng quanh về chính nó",
        "bỏ một `{% include %}`",
    ),
    (
        "Template '{}' not found",
        "không có tệp mẫu `{}`",
        "xem lại tên tệp mẫu",
    ),
    (
        "Unknown template `{}`",
        "không có tệp mẫu `{}`",
        "xem lại tên tệp trong `{% include %}`",
    ),
    (
        "Unknown component `{}`",
        "không có thành phần `{}`",
        "xem lại tên, hoặc khai báo bằng `{% component … %}`",
    ),
    (
        "Maximum render recursion depth for components exceeded.",
        "thành phần gọi chính nó quá sâu",
        "thêm điều kiện dừng cho thành phần này",
    ),
    (
        "This content would be ignored: {}",
        "phần này nằm ngoài các khối nên không bao giờ được in",
        "đặt nó vào trong một `{% block … %}`",
    ),
];

/// The words of tera for kinds of values and signs, with ours.
const TERMS: &[(&str, &str)] = &[
    ("string", "chữ"),
    ("&str", "chữ"),
    ("String", "chữ"),
    ("array", "danh sách"),
    ("&[Value]", "danh sách"),
    ("Vec<Value>", "danh sách"),
    ("map", "nhóm"),
    ("Map", "nhóm"),
    ("&Map", "nhóm"),
    ("bool", "đúng/sai"),
    ("none", "giá trị trống"),
    ("undefined", "giá trị không có"),
    ("identifier", "tên"),
    ("integer", "số nguyên"),
    ("float", "số lẻ"),
    ("i64", "số nguyên"),
    ("u64", "số nguyên"),
    ("i128", "số nguyên"),
    ("u128", "số nguyên"),
    ("usize", "số nguyên"),
    ("u32", "số nguyên"),
    ("content", "chữ thường"),
    ("end of input", "hết nội dung"),
];

/// Translates a message of tera into our message and its help.
pub(in crate::template) fn translate(words: &str) -> (String, String) {
    for (english, vietnamese, help) in TABLE {
        if let Some(parts) = matched(english, words) {
            let mut parts = parts.into_iter();
            let mut message = String::new();
            for (i, piece) in vietnamese.split("{}").enumerate() {
                if i > 0 {
                    message.push_str(term(parts.next().unwrap_or("")));
                }
                message.push_str(piece);
            }
            return (message, (*help).to_owned());
        }
    }
    let first: String = words
        .lines()
        .next()
        .unwrap_or("")
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    (
        format!("mẫu không chạy được: “{first}”"),
        "xem lại cách viết ở chỗ này".to_owned(),
    )
}

fn term(part: &str) -> &str {
    TERMS
        .iter()
        .find(|(english, _)| *english == part)
        .map_or(part, |(_, vietnamese)| vietnamese)
}

/// Finds the parts of `words` that stand where `pattern` has `{}`; none if the words are others.
fn matched<'w>(pattern: &str, words: &'w str) -> Option<Vec<&'w str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = words.strip_prefix(pieces.next()?)?;
    let mut parts = Vec::new();
    for piece in pieces {
        let end = match piece {
            "" => rest.len(),
            piece => rest.find(piece)?,
        };
        parts.push(&rest[..end]);
        rest = &rest[end + piece.len()..];
    }
    rest.is_empty().then_some(parts)
}

/// Tells whether a message of tera says that a name does not exist.
pub(in crate::template) fn is_undefined(words: &str) -> bool {
    (words.starts_with("Field `") || words.starts_with("Variable `"))
        && words.contains("is not defined")
        || words == "Tried to render a variable that is undefined"
}

/// Reads from a message of tera which names there are.
pub(in crate::template) fn available(words: &str) -> Vec<&str> {
    words
        .split_once("Available fields: ")
        .or_else(|| words.split_once("Available variables: "))
        .map(|(_, names)| names.split(", ").collect())
        .unwrap_or_default()
}
