//! The kinds of file that are taken, and what a name claims to be.

use crate::choices;
use crate::field::Choice;

choices! {
    /// What a file is, read from its bytes.
    FileKind {
        Jpeg = "jpeg",
        Png = "png",
        Webp = "webp",
        // Kept as it is; there is no preview.
        Heic = "heic",
        Pdf = "pdf",
        Mp3 = "mp3",
        M4a = "m4a",
        Aac = "aac",
        Wav = "wav",
        Ogg = "ogg",
        Mp4 = "mp4",
        Mov = "mov",
        Webm = "webm",
    }
}

/// Files that are of a sort: a picture with the ending of another kind of picture is a slip, a picture with the
/// ending of a program is a lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Picture,
    Document,
    /// Sound and film: several containers hold either.
    Recording,
    /// What is never taken: programs, pages, archives, office files, vector graphics.
    Foreign,
}

impl FileKind {
    #[must_use]
    pub const fn family(self) -> Family {
        match self {
            Self::Jpeg | Self::Png | Self::Webp | Self::Heic => Family::Picture,
            Self::Pdf => Family::Document,
            Self::Mp3
            | Self::M4a
            | Self::Aac
            | Self::Wav
            | Self::Ogg
            | Self::Mp4
            | Self::Mov
            | Self::Webm => Family::Recording,
        }
    }

    /// The IANA media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Pdf => "application/pdf",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Aac => "audio/aac",
            Self::Wav => "audio/wav",
            Self::Ogg => "audio/ogg",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::Webm => "video/webm",
        }
    }

    /// The endings that a file of this kind usually has, the commonest first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Heic => &["heic", "heif", "hif"],
            Self::Pdf => &["pdf"],
            Self::Mp3 => &["mp3"],
            Self::M4a => &["m4a", "m4b"],
            Self::Aac => &["aac"],
            Self::Wav => &["wav", "wave"],
            Self::Ogg => &["ogg", "oga", "opus"],
            Self::Mp4 => &["mp4", "m4v"],
            Self::Mov => &["mov", "qt"],
            Self::Webm => &["webm"],
        }
    }
}

/// Endings of files that are never taken and that somebody might open by mistake.
const FOREIGN: &[&str] = &[
    "svg", "svgz", "gif", "htm", "html", "xhtml", "mht", "mhtml", "xml", "xsl", "js", "mjs", "css",
    "json", "php", "phar", "phtml", "asp", "aspx", "jsp", "cgi", "py", "rb", "pl", "sh", "bash",
    "ps1", "bat", "cmd", "vbs", "vbe", "wsf", "hta", "lnk", "url", "scf", "exe", "dll", "com",
    "scr", "pif", "msi", "msp", "cpl", "sys", "jar", "apk", "ipa", "app", "dmg", "iso", "img",
    "deb", "rpm", "elf", "so", "bin", "zip", "rar", "7z", "gz", "bz2", "xz", "tar", "cab", "doc",
    "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "pptm", "odt", "ods", "odp", "rtf",
    "swf",
];

/// What the ending of a name claims; `None` when there is no ending or nobody knows it.
#[must_use]
pub fn claimed_family(name: &str) -> Option<Family> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.trim().to_ascii_lowercase();
    if FOREIGN.contains(&ending.as_str()) {
        return Some(Family::Foreign);
    }
    FileKind::ALL
        .iter()
        .find(|kind| kind.endings().contains(&ending.as_str()))
        .map(|kind| kind.family())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ending_of_a_name_is_what_it_claims() {
        assert_eq!(claimed_family("door.JPG"), Some(Family::Picture));
        assert_eq!(claimed_family("door.jpg.exe"), Some(Family::Foreign));
        assert_eq!(claimed_family("call.m4a"), Some(Family::Recording));
        assert_eq!(claimed_family("door"), None);
        assert_eq!(claimed_family("door.unheard-of"), None);
    }

    #[test]
    fn every_kind_claims_its_own_family_by_each_of_its_endings() {
        for kind in FileKind::ALL {
            for ending in kind.endings() {
                assert_eq!(claimed_family(&format!("a.{ending}")), Some(kind.family()));
            }
        }
    }
}
