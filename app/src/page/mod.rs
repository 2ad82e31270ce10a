//! Pages as plain values. The server fills one and [`document`] turns it into HTML.
//!
//! Nothing here reads a database, a clock or a request: a page can be drawn in a test from its value alone.

pub mod accessibility;
pub mod check;
pub mod evidence;
pub mod group;
pub mod later;
pub mod notice;
pub mod officer;
pub mod other_window;
pub mod question;
pub mod sent;
pub mod staff;
pub mod start;
pub mod status;
pub mod stopped;
pub mod verify;

use crate::component::shell::shell;
use crate::site::Site;
use crate::words::Words;
use domain::access::Role;
use domain::incident::{Chapter, Kind};
use leptos::prelude::*;
use std::sync::Arc;

/// One page of the product.
#[derive(Debug, Clone)]
pub struct Page {
    /// What the page knows of the department, in the page's language.
    pub site: Arc<Site>,
    /// The heading; the browser's title is made of it.
    pub title: String,
    /// Whether the page says that something must be corrected: the browser's title begins with "Error:".
    pub error: bool,
    pub chrome: Chrome,
    pub body: Body,
    /// The page's own address, to which the language switch comes back. The desk has no switch.
    pub at: Option<String>,
    /// The page can be left in a hurry ("Exit this page").
    pub exit: bool,
}

impl Page {
    /// The page of a report of this kind.
    #[must_use]
    pub fn about(self, kind: Option<Kind>) -> Self {
        Self {
            exit: kind.is_some_and(Kind::offers_exit),
            ..self
        }
    }
}

/// What surrounds a page.
#[derive(Debug, Clone)]
pub enum Chrome {
    /// A resident's page, at a chapter of the form if it is one of its steps.
    Resident { chapter: Option<Chapter> },
    /// A step with a form whose answers "I would rather have an officer" takes along.
    Form { chapter: Chapter },
    /// A page of the review desk.
    Desk { staff: Option<Signed> },
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Signed {
    pub name: String,
    pub role: Role,
}

/// What a page shows.
#[derive(Debug, Clone)]
pub enum Body {
    Start(start::Start),
    Question(question::Question),
    GroupList(group::List),
    GroupEntry(group::Entry),
    Later(later::Later),
    Resume(later::Resume),
    Stopped(stopped::Stopped),
    Evidence(evidence::EvidencePage),
    Check(check::Check),
    Sent(sent::Sent),
    Officer(officer::Officer),
    OfficerSent(officer::OfficerSent),
    StatusForm(status::StatusForm),
    Status(status::StatusPage),
    Request(status::RequestPage),
    Verify(verify::Verify),
    Notice(notice::Notice),
    Accessibility(accessibility::Accessibility),
    UseNotice(staff::sign_in::UseNotice),
    SignIn(staff::sign_in::SignIn),
    SecondStep(staff::sign_in::SecondStep),
    SignUp(staff::sign_up::SignUp),
    RecoveryCodes(staff::sign_up::RecoveryCodes),
    Queue(staff::queue::Queue),
    Search(staff::search::Search),
    Report(Box<staff::report::ReportPage>),
    Callbacks(staff::callbacks::Callbacks),
    Deliveries(staff::deliveries::Deliveries),
    Statistics(staff::statistics::Statistics),
    Numbers(Box<staff::numbers::Numbers>),
    Links(Box<staff::links::LinksPage>),
    HotSpots(Box<staff::hot_spots::HotSpots>),
    Audit(Box<staff::audit::Audit>),
    Settings(Box<staff::settings::SettingsPage>),
    Text(Box<staff::text::TextPage>),
    Accounts(staff::accounts::Accounts),
    Account(Box<staff::accounts::AccountPage>),
    Invited(staff::accounts::Invited),
    OwnAccount(Box<staff::account::OwnAccount>),
    MakePasskey(staff::account::MakePasskey),
    Confirm(staff::account::Confirm),
}

impl Body {
    /// What search engines show of the page; `None`: what the service is.
    pub(crate) fn description(&self, words: &Words) -> Option<String> {
        match self {
            Self::Start(start) => start.description(words),
            _ => None,
        }
    }

    /// Whether people send each other the page's address, and other sites draw a card of it. An address within a
    /// report is nobody else's business.
    #[must_use]
    pub(crate) const fn is_shared(&self) -> bool {
        matches!(
            self,
            Self::Start(_) | Self::StatusForm(_) | Self::Accessibility(_)
        )
    }

    /// The address in the desk's navigation that this page is.
    pub(crate) const fn desk_link(&self) -> Option<&'static str> {
        match self {
            Self::Queue(_) | Self::Search(_) => Some("/staff"),
            Self::Callbacks(_) => Some("/staff/callbacks"),
            Self::Deliveries(_) => Some("/staff/deliveries"),
            Self::Statistics(_) => Some("/staff/statistics"),
            Self::Numbers(_) => Some("/staff/numbers"),
            Self::Links(_) => Some("/staff/links"),
            Self::HotSpots(_) => Some("/staff/map"),
            Self::Audit(_) => Some("/staff/audit"),
            Self::Settings(_) | Self::Text(_) => Some("/staff/settings"),
            Self::Accounts(_) => Some("/staff/accounts"),
            Self::OwnAccount(_) => Some("/staff/account"),
            _ => None,
        }
    }

    /// Whether the page is kept fresh while it is looked at.
    pub(crate) const fn is_live(&self) -> bool {
        matches!(self, Self::Queue(_))
    }

    /// Whether the page has something that only a passkey can do, with `passkey.js`.
    pub(crate) const fn asks_passkey(&self) -> bool {
        matches!(
            self,
            Self::SignIn(_)
                | Self::SecondStep(_)
                | Self::OwnAccount(_)
                | Self::MakePasskey(_)
                | Self::Confirm(_)
        )
    }

    /// Whether the page has a form (`STEP_FORM`) whose answers must not be lost when the language is switched.
    /// The certification has none: a statement is ticked in the language in which it was read.
    #[must_use]
    pub const fn keeps_answers(&self) -> bool {
        matches!(
            self,
            Self::Question(_)
                | Self::Evidence(_)
                | Self::GroupList(_)
                | Self::GroupEntry(_)
                | Self::Officer(_)
                | Self::Later(_)
                | Self::Resume(_)
                | Self::StatusForm(_)
                | Self::Status(_)
                | Self::Request(_)
        )
    }
}

/// The whole HTML document of a page.
pub fn document(page: Page) -> impl IntoView {
    let site = Arc::clone(&page.site);
    let body = match page.body.clone() {
        Body::Start(body) => body.view(&site).into_any(),
        Body::Question(body) => body.view(&site).into_any(),
        Body::GroupList(body) => body.view(&site).into_any(),
        Body::GroupEntry(body) => body.view(&site).into_any(),
        Body::Later(body) => body.view(&site).into_any(),
        Body::Resume(body) => body.view(&site).into_any(),
        Body::Stopped(body) => body.view(&site).into_any(),
        Body::Evidence(body) => body.view(&site).into_any(),
        Body::Check(body) => body.view(&site).into_any(),
        Body::Sent(body) => body.view(&site).into_any(),
        Body::Officer(body) => body.view(&site).into_any(),
        Body::OfficerSent(body) => body.view(&site).into_any(),
        Body::StatusForm(body) => body.view(&site).into_any(),
        Body::Status(body) => body.view(&site).into_any(),
        Body::Request(body) => body.view(&site).into_any(),
        Body::Verify(body) => body.view(&site).into_any(),
        Body::Notice(body) => body.view(&site).into_any(),
        Body::Accessibility(body) => body.view(&site).into_any(),
        Body::UseNotice(body) => body.view().into_any(),
        Body::SignIn(body) => body.view(&site).into_any(),
        Body::SecondStep(body) => body.view(&site).into_any(),
        Body::SignUp(body) => body.view(&site).into_any(),
        Body::RecoveryCodes(body) => body.view().into_any(),
        Body::Queue(body) => body.view(&site).into_any(),
        Body::Search(body) => body.view(&site).into_any(),
        Body::Report(body) => body.view(&site).into_any(),
        Body::Callbacks(body) => body.view(&site).into_any(),
        Body::Deliveries(body) => body.view().into_any(),
        Body::Statistics(body) => body.view().into_any(),
        Body::Numbers(body) => body.view().into_any(),
        Body::Links(body) => body.view().into_any(),
        Body::HotSpots(body) => body.view(&site).into_any(),
        Body::Audit(body) => body.view().into_any(),
        Body::Settings(body) => body.view(&site).into_any(),
        Body::Text(body) => body.view(&site).into_any(),
        Body::Accounts(body) => body.view(&site).into_any(),
        Body::Account(body) => body.view(&site).into_any(),
        Body::Invited(body) => body.view().into_any(),
        Body::OwnAccount(body) => body.view(&site).into_any(),
        Body::MakePasskey(body) => body.view().into_any(),
        Body::Confirm(body) => body.view(&site).into_any(),
    };
    shell(&page, body)
}
