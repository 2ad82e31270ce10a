//! What the service writes to people, one function per message. The words are in the words files, `[mail]`.
//!
//! No message repeats what the filer wrote, and no subject names the kind of report: whoever harasses
//! somebody may read the same mailbox.

use super::template::{Filled, TemplateError, Values, fill};
use app::words::Words;
use domain::incident::Kind;
use domain::number::{CaseNumber, ResumeCode, TrackingNumber};

/// What messages say of the service. The department's own name and numbers are in the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// Where the service is, without a slash at the end, e.g. `https://reports.example.gov`.
    pub site: String,
    /// Within how many business days an officer means to have read a report.
    pub review_days: u16,
}

impl Letterhead {
    /// Messages in a language.
    #[must_use]
    pub const fn with<'a>(&'a self, words: &'a Words) -> Letters<'a> {
        Letters { head: self, words }
    }
}

/// The messages, in one language.
#[derive(Debug, Clone, Copy)]
pub struct Letters<'a> {
    head: &'a Letterhead,
    words: &'a Words,
}

impl Letters<'_> {
    fn write(&self, key: &str, values: Values) -> Result<Filled, TemplateError> {
        let words = self.words;
        let values = values
            .text(
                "status_url",
                format!("{}/status", self.head.site.trim_end_matches('/')),
            )
            .text("review_time", words.business_days(self.head.review_days));
        fill(
            &words.t(key),
            &words.t("mail.foot"),
            words.lang().tag(),
            &values,
        )
    }

    /// At once after a report was sent.
    ///
    /// # Errors
    /// [`TemplateError`], as of every message here: a fault of the program.
    pub fn receipt(&self, tracking: &TrackingNumber) -> Result<Filled, TemplateError> {
        self.write("mail.receipt", Values::default().text("tracking", tracking))
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
        self.write("mail.copy", values)
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
        self.write("mail.more_asked", values)
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
        self.write("mail.officer_assigned", values)
    }

    /// The report is of something already reported. Never names the other report: it may be somebody else's.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn duplicate(&self, tracking: &TrackingNumber) -> Result<Filled, TemplateError> {
        self.write(
            "mail.duplicate",
            Values::default().text("tracking", tracking),
        )
    }

    /// A report that was closed is looked at again.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn reopened(&self, tracking: &TrackingNumber) -> Result<Filled, TemplateError> {
        self.write(
            "mail.reopened",
            Values::default().text("tracking", tracking),
        )
    }

    /// A supplement is there.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn supplement(
        &self,
        tracking: &TrackingNumber,
        number: usize,
    ) -> Result<Filled, TemplateError> {
        let values = Values::default()
            .text("tracking", tracking)
            .text("number", number);
        self.write("mail.supplement", values)
    }

    /// Some weeks after approval.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn follow_up_approved(
        &self,
        tracking: &TrackingNumber,
        case: &CaseNumber,
    ) -> Result<Filled, TemplateError> {
        self.follow_up(tracking, &case.to_string(), true)
    }

    /// Some weeks after an officer took it.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn follow_up_officer(&self, tracking: &TrackingNumber) -> Result<Filled, TemplateError> {
        self.follow_up(tracking, "", false)
    }

    fn follow_up(
        &self,
        tracking: &TrackingNumber,
        case: &str,
        approved: bool,
    ) -> Result<Filled, TemplateError> {
        let values = Values::default()
            .text("tracking", tracking)
            .text("case", case)
            .flag("approved", approved);
        self.write("mail.follow_up", values)
    }

    /// The code of an unfinished report, for who asked for it. Says nothing of what the report is about.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn resume(&self, code: &ResumeCode, days: u16) -> Result<Filled, TemplateError> {
        let values = Values::default()
            .text("code", code)
            .text("days", days)
            .text("resume_url", format!("{}/report/resume", self.head.site));
        self.write("mail.resume", values)
    }

    /// Somebody is to have an account at the desk; `link` opens it once.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn invitation(&self, login: &str, link: &str) -> Result<Filled, TemplateError> {
        let values = Values::default()
            .text("login", login)
            .text("invitation_url", link);
        self.write("mail.invitation", values)
    }

    /// The audit trail's week, from its first day to its last, in figures; `whole`: nothing is wrong with the chain.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn audit_review(
        &self,
        (from, to): (&str, &str),
        figures: &[(&'static str, u64)],
        whole: bool,
    ) -> Result<Filled, TemplateError> {
        let values = Values::default()
            .text("from", from)
            .text("to", to)
            .text("audit_url", format!("{}/staff/audit", self.head.site))
            .flag("whole", whole);
        let values = figures
            .iter()
            .fold(values, |values, (name, count)| values.text(name, count));
        self.write("mail.audit_review", values)
    }

    /// Something could not be put on record.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn audit_alarm(&self) -> Result<Filled, TemplateError> {
        self.write("mail.audit_alarm", Values::default())
    }

    /// Somebody asked for an officer.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn officer_request(&self) -> Result<Filled, TemplateError> {
        self.write("mail.officer_request", Values::default())
    }
}
