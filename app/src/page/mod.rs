//! Pages as plain values. The server fills one and [`document`] turns it into HTML.
//!
//! Nothing here reads a database, a clock or a request: a page can be drawn in a test from its value alone.

pub mod check;
pub mod group;
pub mod notice;
pub mod officer;
pub mod question;
pub mod sent;
pub mod staff;
pub mod start;
pub mod status;
pub mod stopped;

use crate::component::shell::shell;
use crate::site::Site;
use domain::access::Role;
use domain::incident::Chapter;
use leptos::prelude::*;
use std::sync::Arc;

/// One page of the product.
#[derive(Debug, Clone)]
pub struct Page {
    pub site: Arc<Site>,
    /// The heading; the browser's title is made of it.
    pub title: String,
    /// Whether the page says that something must be corrected: the browser's title begins with "Error:".
    pub error: bool,
    pub chrome: Chrome,
    pub body: Body,
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
    Stopped(stopped::Stopped),
    Check(check::Check),
    Certify(check::Certify),
    Sent(sent::Sent),
    Officer(officer::Officer),
    OfficerSent(officer::OfficerSent),
    StatusForm(status::StatusForm),
    Status(status::StatusPage),
    Notice(notice::Notice),
    SignIn(staff::sign_in::SignIn),
    Queue(staff::queue::Queue),
    Report(Box<staff::report::ReportPage>),
    Callbacks(staff::callbacks::Callbacks),
    Deliveries(staff::deliveries::Deliveries),
    Statistics(staff::statistics::Statistics),
}

/// The whole HTML document of a page.
pub fn document(page: Page) -> impl IntoView {
    let site = Arc::clone(&page.site);
    let body = match page.body.clone() {
        Body::Start(body) => body.view(&site).into_any(),
        Body::Question(body) => body.view(&site).into_any(),
        Body::GroupList(body) => body.view(&site).into_any(),
        Body::GroupEntry(body) => body.view(&site).into_any(),
        Body::Stopped(body) => body.view(&site).into_any(),
        Body::Check(body) => body.view(&site).into_any(),
        Body::Certify(body) => body.view(&site).into_any(),
        Body::Sent(body) => body.view(&site).into_any(),
        Body::Officer(body) => body.view(&site).into_any(),
        Body::OfficerSent(body) => body.view(&site).into_any(),
        Body::StatusForm(body) => body.view(&site).into_any(),
        Body::Status(body) => body.view(&site).into_any(),
        Body::Notice(body) => body.view(&site).into_any(),
        Body::SignIn(body) => body.view().into_any(),
        Body::Queue(body) => body.view(&site).into_any(),
        Body::Report(body) => body.view(&site).into_any(),
        Body::Callbacks(body) => body.view(&site).into_any(),
        Body::Deliveries(body) => body.view().into_any(),
        Body::Statistics(body) => body.view().into_any(),
    };
    shell(&page, body)
}
