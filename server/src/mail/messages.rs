//! What the service writes to people, one function per message. The words are in the words files, `[mail]`.
//!
//! No message repeats what the filer wrote, and no subject names the kind of report: whoever harasses
//! somebody may read the same mailbox.

use super::template::{Filled, TemplateError, Values, fill};
use app::words::{Lang, Words};
use domain::choices;
use domain::field::Choice;
use domain::incident::Kind;
use domain::number::{CaseNumber, ResumeCode, TrackingNumber};

choices! {
    /// The messages, by the keys of their words. Each can be written anew at the desk.
    Template {
        Receipt = "mail.receipt",
        Copy = "mail.copy",
        Supplement = "mail.supplement",
        FollowUp = "mail.follow_up",
        Resume = "mail.resume",
        MoreAsked = "mail.more_asked",
        OfficerAssigned = "mail.officer_assigned",
        Duplicate = "mail.duplicate",
        Reopened = "mail.reopened",
        OfficerRequest = "mail.officer_request",
        Invitation = "mail.invitation",
        AuditReview = "mail.audit_review",
        AuditAlarm = "mail.audit_alarm",
    }
}

/// The key of what stands under every message.
pub const FOOT: &str = "mail.foot";

/// A message, and which words it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
    pub source: Source,
}

/// The words of a message as they were when it was written: what was sent can be read again, whatever changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub template: Template,
    pub lang: Lang,
    /// 0: the program's own words.
    pub version: u32,
    pub words: String,
    pub foot_version: u32,
    pub foot: String,
}

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
    fn write(&self, template: Template, values: Values) -> Result<Letter, TemplateError> {
        let words = self.words;
        let values = values
            .text(
                "status_url",
                format!("{}/status", self.head.site.trim_end_matches('/')),
            )
            .text("review_time", words.business_days(self.head.review_days));
        let source = Source {
            template,
            lang: words.lang(),
            version: words.version(template.code()),
            words: words.t(template.code()),
            foot_version: words.version(FOOT),
            foot: words.t(FOOT),
        };
        let Filled {
            subject,
            text,
            html,
        } = fill(&source.words, &source.foot, words.lang().tag(), &values)?;
        Ok(Letter {
            subject,
            text,
            html,
            source,
        })
    }

    /// At once after a report was sent.
    ///
    /// # Errors
    /// [`TemplateError`], as of every message here: a fault of the program.
    pub fn receipt(&self, tracking: &TrackingNumber) -> Result<Letter, TemplateError> {
        self.write(
            Template::Receipt,
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
    ) -> Result<Letter, TemplateError> {
        let values = Values::default()
            .text("case", case)
            .text("tracking", tracking)
            .text("file", file)
            .flag("identity_theft", kind == Kind::IdentityTheft);
        self.write(Template::Copy, values)
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
    ) -> Result<Letter, TemplateError> {
        let shown = kind != Kind::HarassingCalls;
        let values = Values::default()
            .text("tracking", tracking)
            .text("question", if shown { question } else { "" })
            .flag("question_shown", shown);
        self.write(Template::MoreAsked, values)
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
    ) -> Result<Letter, TemplateError> {
        let values = Values::default()
            .text("tracking", tracking)
            .text("officer", officer)
            .text("message", message);
        self.write(Template::OfficerAssigned, values)
    }

    /// The report is of something already reported. Never names the other report: it may be somebody else's.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn duplicate(&self, tracking: &TrackingNumber) -> Result<Letter, TemplateError> {
        self.write(
            Template::Duplicate,
            Values::default().text("tracking", tracking),
        )
    }

    /// A report that was closed is looked at again.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn reopened(&self, tracking: &TrackingNumber) -> Result<Letter, TemplateError> {
        self.write(
            Template::Reopened,
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
    ) -> Result<Letter, TemplateError> {
        let values = Values::default()
            .text("tracking", tracking)
            .text("number", number);
        self.write(Template::Supplement, values)
    }

    /// Some weeks after approval.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn follow_up_approved(
        &self,
        tracking: &TrackingNumber,
        case: &CaseNumber,
    ) -> Result<Letter, TemplateError> {
        self.follow_up(tracking, &case.to_string(), true)
    }

    /// Some weeks after an officer took it.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn follow_up_officer(&self, tracking: &TrackingNumber) -> Result<Letter, TemplateError> {
        self.follow_up(tracking, "", false)
    }

    fn follow_up(
        &self,
        tracking: &TrackingNumber,
        case: &str,
        approved: bool,
    ) -> Result<Letter, TemplateError> {
        let values = Values::default()
            .text("tracking", tracking)
            .text("case", case)
            .flag("approved", approved);
        self.write(Template::FollowUp, values)
    }

    /// The code of an unfinished report, for who asked for it. Says nothing of what the report is about.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn resume(&self, code: &ResumeCode, days: u16) -> Result<Letter, TemplateError> {
        let values = Values::default()
            .text("code", code)
            .text("days", days)
            .text("resume_url", format!("{}/report/resume", self.head.site));
        self.write(Template::Resume, values)
    }

    /// Somebody is to have an account at the desk; `link` opens it once.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn invitation(&self, login: &str, link: &str) -> Result<Letter, TemplateError> {
        let values = Values::default()
            .text("login", login)
            .text("invitation_url", link);
        self.write(Template::Invitation, values)
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
    ) -> Result<Letter, TemplateError> {
        let values = Values::default()
            .text("from", from)
            .text("to", to)
            .text("audit_url", format!("{}/staff/audit", self.head.site))
            .flag("whole", whole);
        let values = figures
            .iter()
            .fold(values, |values, (name, count)| values.text(name, count));
        self.write(Template::AuditReview, values)
    }

    /// Something could not be put on record.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn audit_alarm(&self) -> Result<Letter, TemplateError> {
        self.write(Template::AuditAlarm, Values::default())
    }

    /// Somebody asked for an officer.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn officer_request(&self) -> Result<Letter, TemplateError> {
        self.write(Template::OfficerRequest, Values::default())
    }
}
