use encoding_rs::{Encoding, WINDOWS_1252};

/// The encoding of a Windows code page (`\ansicpg`); Windows-1252 where we have none.
///
/// The pages of DOS but 866 (437, 850 and the like) have none in the WHATWG standard.
pub(super) fn of_code_page(number: i32) -> &'static Encoding {
    let label = match number {
        708 | 28596 => "iso-8859-6",
        866 => "ibm866",
        874 => "windows-874",
        932 => "shift_jis",
        936 | 54936 => "gb18030",
        949 => "euc-kr",
        950 => "big5",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1253 => "windows-1253",
        1254 => "windows-1254",
        1255 => "windows-1255",
        1256 => "windows-1256",
        1257 => "windows-1257",
        1258 => "windows-1258",
        10000 => "macintosh",
        10007 => "x-mac-cyrillic",
        20866 => "koi8-r",
        28592 => "iso-8859-2",
        28595 => "iso-8859-5",
        28597 => "iso-8859-7",
        65001 => "utf-8",
        _ => return WINDOWS_1252,
    };
    Encoding::for_label(label.as_bytes()).expect("a label of the WHATWG standard")
}

/// The encoding of a font's character set (`\fcharset`); `None` is the document's.
pub(super) fn of_character_set(number: i32) -> Option<&'static Encoding> {
    Some(of_code_page(match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    }))
}
