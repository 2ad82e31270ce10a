//! What the service writes to people, one function per message. The words are in `templates/`.
//!
//! No message repeats what the filer wrote, and no subject names the kind of report: whoever harasses
//! somebody may read the same mailbox.

use super::template::{Filled, TemplateError, Values, fill};
use domain::incident::Kind;
use domain::number::{CaseNumber, TrackingNumber};

/// The language of a message. Another one is another variant and another set of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    #[default]
    English,
}

macro_rules! sources {
    ($($name:ident = $file:literal),* $(,)?) => {$(
        const fn $name(lang: Lang) -> &'static str {
            match lang {
                Lang::English => include_str!(concat!("templates/", $file, ".en.txt")),
            }
        }
    )*};
}

sources! {
    foot = "foot",
    receipt_source = "receipt",
    copy_source = "copy",
    more_asked_source = "more_asked",
    officer_assigned_source = "officer_assigned",
    duplicate_source = "duplicate",
    officer_request_source = "officer_request",
}

impl Lang {
    const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }
}

/// What every message says of the department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    pub lang: Lang,
    pub department: String,
    pub address: String,
    /// The number for what is no emergency, as people write it.
    pub telephone: String,
    /// Where the service is, without a slash at the end, e.g. `https://reports.example.gov`.
    pub site: String,
    /// Within how many business days an officer means to have read a report.
    pub review_days: u32,
}

impl Letterhead {
    fn write(&self, source: &str, values: Values) -> Result<Filled, TemplateError> {
        let values = values
            .text("department", &self.department)
            .text("address", &self.address)
            .text("telephone", &self.telephone)
            .text(
                "status_url",
                format!("{}/status", self.site.trim_end_matches('/')),
            )
            .text("review_time", business_days(self.lang, self.review_days));
        fill(source, foot(self.lang), self.lang.code(), &values)
    }

    /// At once after a report was sent.
    ///
    /// # Errors
    /// [`TemplateError`], as of every message here: a fault of the program.
    pub fn receipt(&self, tracking: &TrackingNumber) -> Result<Filled, TemplateError> {
        self.write(
            receipt_source(self.lang),
            Values::default().text("tracking", tracking),
        )
    }

    /// After approval; the copy is attached as `file`.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn copy(
        &self,
        case: &CaseNumber,
        tracking: &TrackingNumber,
        kind: Kind,
        file: &str,
    ) -> Result<Filled, TemplateError> {
        let values = Values::default()
            .text("case", case)
            .text("tracking", tracking)
            .text("file", file)
            .flag("identity_theft", kind == Kind::IdentityTheft);
        self.write(copy_source(self.lang), values)
    }

    /// An officer has a question. For harassing calls the question itself is only on the status page, which
    /// needs the access code.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn more_asked(
        &self,
        tracking: &TrackingNumber,
        kind: Kind,
        question: &str,
    ) -> Result<Filled, TemplateError> {
        let shown = kind != Kind::HarassingCalls;
        let values = Values::default()
            .text("tracking", tracking)
            .text("question", if shown { question } else { "" })
            .flag("question_shown", shown);
        self.write(more_asked_source(self.lang), values)
    }

    /// An officer takes the report; `message` is what the reviewer wrote to the filer.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn officer_assigned(
        &self,
        tracking: &TrackingNumber,
        officer: &str,
        message: &str,
    ) -> Result<Filled, TemplateError> {
        let values = Values::default()
            .text("tracking", tracking)
            .text("officer", officer)
            .text("message", message);
        self.write(officer_assigned_source(self.lang), values)
    }

    /// The report is of something already reported. Never names the other report: it may be somebody else's.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn duplicate(&self, tracking: &TrackingNumber) -> Result<Filled, TemplateError> {
        self.write(
            duplicate_source(self.lang),
            Values::default().text("tracking", tracking),
        )
    }

    /// Somebody asked for an officer.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn officer_request(&self) -> Result<Filled, TemplateError> {
        self.write(officer_request_source(self.lang), Values::default())
    }
}

fn business_days(lang: Lang, days: u32) -> String {
    match (lang, days) {
        (Lang::English, 1) => "one business day".to_owned(),
        (Lang::English, 2) => "two business days".to_owned(),
        (Lang::English, days) => format!("{days} business days"),
    }
}
