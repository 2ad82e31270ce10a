//! One source of words per message; its subject, its text and its HTML all come from it.
//!
//! A template is plain text in the words file of its language. The first line is `Subject: …`; then
//! blocks, parted by empty lines: `# heading`, `- list`, `> quotation`, or a paragraph. `{name}` is filled
//! in; a name that ends in `_url` is a link in HTML. A block whose first line is `[flag]` or `[!flag]` is
//! kept only when the flag is on or off. Values are filled in after the blocks are cut and are escaped, so
//! nothing that a person wrote can become a block, a heading or HTML.

use std::fmt::Write;

/// What goes into a template.
#[derive(Clone, Default)]
pub struct Values {
    texts: Vec<(&'static str, String)>,
    flags: Vec<(&'static str, bool)>,
}

impl Values {
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl ToString) -> Self {
        self.texts.push((name, value.to_string()));
        self
    }

    #[must_use]
    pub fn flag(mut self, name: &'static str, on: bool) -> Self {
        self.flags.push((name, on));
        self
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.texts
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }

    fn is_on(&self, name: &str) -> Option<bool> {
        self.flags
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, on)| *on)
    }
}

/// A message, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A mistake in a template: a fault of the program, found by a test.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    #[error("the template does not begin with Subject:")]
    Subject,
    #[error("nothing fills {0}")]
    Unfilled(String),
    #[error("no flag {0}")]
    Flag(String),
}

enum Block<'a> {
    Heading(String),
    Paragraph(String),
    List(Vec<&'a str>),
    Quotation(String),
}

/// Fills in a template, and under it the foot that all messages share.
///
/// # Errors
/// [`TemplateError`].
pub fn fill(
    template: &str,
    foot: &str,
    lang: &str,
    values: &Values,
) -> Result<Filled, TemplateError> {
    let (first, body) = template.split_once('\n').ok_or(TemplateError::Subject)?;
    let subject = first
        .strip_prefix("Subject:")
        .ok_or(TemplateError::Subject)?;
    // A line break in a subject is a blank, whoever wrote it.
    let subject = one_line(&put(subject.trim(), values, Form::Text)?);
    let mut text = String::new();
    let mut html = String::new();
    for source in blocks(body).chain(blocks(foot)) {
        if let Some(block) = read(source, values)? {
            block.write(values, &mut text, &mut html)?;
        }
    }
    let title = escape(&subject);
    let html = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body style=\"font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:0 auto;padding:16px\">\n\
         {html}</body>\n</html>\n"
    );
    Ok(Filled {
        subject,
        text: text.trim_end().to_owned() + "\n",
        html,
    })
}

fn blocks(body: &str) -> impl Iterator<Item = &str> {
    body.split("\n\n")
        .map(|block| block.trim_matches('\n'))
        .filter(|block| !block.is_empty())
}

/// The block, unless its flag leaves it out.
fn read<'a>(source: &'a str, values: &Values) -> Result<Option<Block<'a>>, TemplateError> {
    let mut source = source;
    if let Some((flag, rest)) = source
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]\n"))
    {
        let (name, wanted) = match flag.strip_prefix('!') {
            Some(name) => (name, false),
            None => (flag, true),
        };
        if values
            .is_on(name)
            .ok_or_else(|| TemplateError::Flag(name.to_owned()))?
            != wanted
        {
            return Ok(None);
        }
        source = rest;
    }
    Ok(Some(if let Some(heading) = source.strip_prefix("# ") {
        Block::Heading(one_line(heading))
    } else if let Some(quotation) = source.strip_prefix("> ") {
        Block::Quotation(one_line(quotation))
    } else if source.starts_with("- ") {
        Block::List(
            source
                .split("\n- ")
                .map(|item| item.trim_start_matches("- "))
                .collect(),
        )
    } else {
        Block::Paragraph(one_line(source))
    }))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Clone, Copy)]
enum Form {
    Text,
    Html,
}

impl Block<'_> {
    fn write(
        &self,
        values: &Values,
        text: &mut String,
        html: &mut String,
    ) -> Result<(), TemplateError> {
        // Writing to a String does not fail.
        match self {
            Self::Heading(words) => {
                let _ = write!(text, "{}\n\n", put(words, values, Form::Text)?);
                let _ = writeln!(
                    html,
                    "<h2 style=\"font-size:18px\">{}</h2>",
                    put(words, values, Form::Html)?
                );
            }
            Self::Paragraph(words) => {
                let _ = write!(text, "{}\n\n", put(words, values, Form::Text)?);
                let _ = writeln!(html, "<p>{}</p>", put(words, values, Form::Html)?);
            }
            Self::Quotation(words) => {
                for line in put(words, values, Form::Text)?.lines() {
                    let _ = writeln!(text, "> {line}");
                }
                text.push('\n');
                let _ = writeln!(
                    html,
                    "<blockquote>{}</blockquote>",
                    put(words, values, Form::Html)?
                );
            }
            Self::List(items) => {
                html.push_str("<ul>\n");
                for item in items {
                    let item = one_line(item);
                    let _ = writeln!(text, "- {}", put(&item, values, Form::Text)?);
                    let _ = writeln!(html, "<li>{}</li>", put(&item, values, Form::Html)?);
                }
                text.push('\n');
                html.push_str("</ul>\n");
            }
        }
        Ok(())
    }
}

/// The words with every `{name}` filled in.
fn put(words: &str, values: &Values, form: Form) -> Result<String, TemplateError> {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after
            .split_once('}')
            .ok_or_else(|| TemplateError::Unfilled(after.to_owned()))?;
        let value = values
            .get(name)
            .ok_or_else(|| TemplateError::Unfilled(name.to_owned()))?;
        match form {
            Form::Text => {
                out.push_str(before);
                out.push_str(value);
            }
            Form::Html => {
                out.push_str(&escape(before));
                let value = escape(value).replace('\n', "<br>\n");
                if name.ends_with("_url") {
                    let _ = write!(out, "<a href=\"{value}\">{value}</a>");
                } else {
                    out.push_str(&value);
                }
            }
        }
        rest = after;
    }
    match form {
        Form::Text => out.push_str(rest),
        Form::Html => out.push_str(&escape(rest)),
    }
    Ok(out)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str, values: &Values) -> Filled {
        fill(template, "", "en", values).expect("template")
    }

    #[test]
    fn what_a_person_wrote_is_never_html_and_never_a_block() {
        let values = Values::default().text("message", "<b>hi</b>\n\n# Not a heading\n{other}");
        let mail = filled("Subject: s\n\n> {message}\n", &values);
        assert_eq!(mail.text, "> <b>hi</b>\n> \n> # Not a heading\n> {other}\n");
        assert!(mail.html.contains(
            "<blockquote>&lt;b&gt;hi&lt;/b&gt;<br>\n<br>\n# Not a heading<br>\n{other}</blockquote>"
        ));
        assert!(!mail.html.contains("<b>"));
    }

    #[test]
    fn a_line_break_in_a_subject_is_a_blank() {
        let values = Values::default().text("name", "a\r\nBcc: b@example.org");
        assert_eq!(
            filled("Subject: {name}\n\nx\n", &values).subject,
            "a Bcc: b@example.org"
        );
    }

    #[test]
    fn a_flag_keeps_or_drops_its_block() {
        let template = "Subject: s\n\n[f]\non\n\n[!f]\noff\n";
        assert_eq!(
            filled(template, &Values::default().flag("f", true)).text,
            "on\n"
        );
        assert_eq!(
            filled(template, &Values::default().flag("f", false)).text,
            "off\n"
        );
        assert_eq!(
            fill(template, "", "en", &Values::default()),
            Err(TemplateError::Flag("f".to_owned()))
        );
    }

    #[test]
    fn a_name_that_nothing_fills_is_an_error() {
        assert_eq!(
            fill("Subject: s\n\n{x}\n", "", "en", &Values::default()),
            Err(TemplateError::Unfilled("x".to_owned()))
        );
    }
}
