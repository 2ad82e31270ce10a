//! A page as a browser takes it apart: its elements with their attributes, and its text. What a person typed must come
//! out as text, letter by letter, and as nothing else.

/// Text inside these is no markup until their own end.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// What no page of ours has.
const NEVER: [&str; 12] = [
    "iframe", "frame", "object", "embed", "applet", "base", "math", "marquee", "style", "mglyph",
    "video", "audio",
];

#[derive(Debug, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

/// What a browser would make of a page.
#[derive(Debug, Default)]
pub struct Read {
    pub elements: Vec<Element>,
    pub text: String,
}

pub fn read(html: &str) -> Read {
    let mut read = Read::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        read.text.push_str(&plain(&rest[..at]));
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let element;
            (element, rest) = tag(&rest[1..]);
            if RAW.contains(&element.name.as_str()) {
                let end = rest
                    .to_ascii_lowercase()
                    .find(&format!("</{}", element.name))
                    .unwrap_or(rest.len());
                read.text.push_str(&plain(&rest[..end]));
                rest = &rest[end..];
            }
            read.elements.push(element);
        } else if rest[1..].starts_with(['/', '!', '?']) {
            read.text.push('\n');
            rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        } else {
            read.text.push('<');
            rest = &rest[1..];
        }
    }
    read.text.push_str(&plain(rest));
    read
}

/// One tag, behind its bracket, and what comes after it.
fn tag(text: &str) -> (Element, &str) {
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    let (name, mut rest) = text.split_at(text.find(ends).unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        let end = rest[1..]
            .find(|c| ends(c) || c == '=')
            .map_or(rest.len(), |end| end + 1);
        let (key, behind) = rest.split_at(end);
        let behind = behind.trim_start();
        let (value, behind) = match behind.strip_prefix('=').map(str::trim_start) {
            None => ("", behind),
            Some(value) => match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    value[1..].split_once(quote).unwrap_or((&value[1..], ""))
                }
                _ => value.split_at(
                    value
                        .find(|c: char| c.is_ascii_whitespace() || c == '>')
                        .unwrap_or(value.len()),
                ),
            },
        };
        attributes.push((key.to_ascii_lowercase(), plain(value)));
        rest = behind;
    }
    let element = Element {
        name: name.to_ascii_lowercase(),
        attributes,
    };
    (element, rest.strip_prefix('>').unwrap_or(rest))
}

/// Text without its escapes.
fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What is wrong with it, if a stranger could have put it there.
    fn wrong(&self) -> Option<String> {
        let Self { name, attributes } = self;
        if NEVER.contains(&name.as_str()) {
            return Some(format!("<{name}>"));
        }
        if name == "script" && !self.get("src").is_some_and(|src| src.starts_with('/')) {
            return Some("a script of its own".to_owned());
        }
        if name == "meta" && self.get("http-equiv").is_some() {
            return Some("a meta element that acts as a header".to_owned());
        }
        attributes.iter().find_map(|(key, value)| {
            let runs = key.starts_with("on") || matches!(key.as_str(), "style" | "srcdoc");
            let leads = matches!(
                key.as_str(),
                "href" | "src" | "action" | "formaction" | "data" | "srcset"
            );
            let fine = [
                "/",
                "#",
                "?",
                "https://",
                "http://127.0.0.1",
                "tel:",
                "mailto:",
                "data:image/",
            ]
            .iter()
            .any(|begin| value.starts_with(begin) && !value.starts_with("//"));
            (runs
                || leads && !fine
                || leads && !value.starts_with('/') && value.contains("evil.example"))
            .then(|| format!("{key}={value} in <{name}>"))
        })
    }
}

impl Read {
    /// Nothing on the page runs, frames or leads away.
    pub fn assert_harmless(&self, what: &str) {
        let wrong: Vec<String> = self.elements.iter().filter_map(Element::wrong).collect();
        assert!(wrong.is_empty(), "{what}: {wrong:?}");
    }

    /// Whether this can be read on the page: as text, or in a field of a form.
    pub fn shows(&self, text: &str) -> bool {
        self.text.contains(text)
            || self
                .elements
                .iter()
                .any(|element| element.get("value") == Some(text))
    }
}

#[test]
fn a_page_is_taken_apart_as_a_browser_does_it() {
    let page = read(
        "<p title='a\"b'>1 &lt; 2<br/><textarea></p>&lt;b></textarea><!-- <i> --><IMG src=x onerror=alert(1)>",
    );
    assert_eq!(page.text, "1 < 2</p><b>\n");
    let names: Vec<&str> = page
        .elements
        .iter()
        .map(|element| element.name.as_str())
        .collect();
    assert_eq!(names, ["p", "br", "textarea", "img"]);
    assert_eq!(page.elements[0].get("title"), Some("a\"b"));
    assert_eq!(page.elements[3].get("onerror"), Some("alert(1)"));
}

#[test]
fn what_a_stranger_put_there_is_found() {
    for bad in [
        "<script>alert(1)</script>",
        "<script src=//evil.example/a.js></script>",
        "<img src=\"/a\" onerror=\"alert(1)\">",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=https://evil.example>x</a>",
        "<iframe></iframe>",
        "<meta http-equiv=refresh content=0>",
        "<p style=\"position:fixed\">",
        "<form action=//evil.example>",
    ] {
        assert!(
            read(bad)
                .elements
                .iter()
                .any(|element| element.wrong().is_some()),
            "{bad}"
        );
    }
    read("<a href=\"/staff\">&lt;script&gt;</a><script src=\"/start.js\" defer></script>")
        .assert_harmless("a page of ours");
}
