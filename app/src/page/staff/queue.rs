//! The queue: what is due first comes first.

use super::search::search_form;
use crate::site::Site;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::Kind;
use domain::jurisdiction::Sector;
use domain::review::Status;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Queue {
    pub rows: Vec<QueueLine>,
    /// How many wait for the department, e.g. `12` or `1000+`.
    pub open: String,
    /// Of those, what should have been looked at.
    pub overdue: String,
    /// Approved reports with additions that nobody has read; `None`: there are none.
    pub supplements: Option<String>,
    /// Records of the last days that are near repeats, in words; `None`: there are none.
    pub near_repeats: Option<String>,
    pub may_search: bool,
    pub may_claim: bool,
    pub shown: Shown,
    /// The address of the next page.
    pub next: Option<String>,
    /// What was just done, e.g. "Approved: case number WP26-000123".
    pub done: Option<String>,
}

/// What the list is narrowed to, as the form has it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub kind: Option<Kind>,
    /// None: the open ones.
    pub status: Option<Status>,
    pub flag: String,
    pub area: String,
    pub received: String,
    pub mine: bool,
    /// Only reports with additions that nobody has read.
    pub unread: bool,
}

#[derive(Debug, Clone)]
pub struct QueueLine {
    pub href: String,
    pub tracking: String,
    pub kind: Kind,
    pub status: Status,
    pub filer: String,
    pub submitted: String,
    /// None: nothing is due.
    pub due: Option<String>,
    pub overdue: bool,
    /// When the State Police must have been told of signs of bias.
    pub bias_by: Option<String>,
    pub advice: Vec<Advice>,
    pub case_number: Option<String>,
    /// Who has taken it on.
    pub claimed_by: Option<String>,
}

/// How old a report is, as the form asks.
const AGES: [(&str, &str); 5] = [
    ("day", "In the last day"),
    ("week", "In the last 7 days"),
    ("month", "In the last 30 days"),
    ("over_week", "More than 7 days ago"),
    ("over_month", "More than 30 days ago"),
];

impl Queue {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let lines = if self.rows.is_empty() {
            view! { <p class="none">"Nothing here. Well done."</p> }.into_any()
        } else {
            table(&self.rows, site)
        };
        let filters = filters(&self.shown, self.may_claim, site);
        let overdue = self.overdue != "0";
        let unread = self.shown.unread;
        view! {
            <h1>"Queue: "<span data-live="open">{self.open}</span>" open"</h1>
            <p class=if overdue { "due overdue" } else { "due" }><span data-live="overdue">{self.overdue}</span>" overdue"</p>
            <p class="sr" role="status" data-live="said"></p>
            {self.done.map(|done| view! { <p class="callout" role="status">{done}</p> })}
            {self.supplements.filter(|_| !unread).map(|count| view! {
                <p class="callout"><a href="/staff?unread=yes">{format!("Filers added to {count} approved reports")}</a></p>
            })}
            {self.near_repeats.map(|said| view! { <p class="callout"><a href="/staff/map#near">{said}</a></p> })}
            {self.may_search.then(|| search_form("", false))}
            {filters}
            {lines}
            {self.next.map(|next| view! { <p><a href=next accesskey="n">"More"</a></p> })}
            <p class="hint">"Access keys: S search, F filter, N next page. In the list: the arrows, or J and K."</p>
        }
    }
}

fn filters(shown: &Shown, may_claim: bool, site: &Site) -> AnyView {
    let words = &site.words;
    let option = |code: &str, title: String, chosen: bool| {
        view! { <option value=code.to_owned() selected=chosen>{title}</option> }
    };
    let kinds = Kind::ALL
        .iter()
        .map(|kind| {
            option(
                kind.code(),
                words.t(&format!("kind.{}.title", kind.code())),
                shown.kind == Some(*kind),
            )
        })
        .collect_view();
    let statuses = Status::ALL
        .iter()
        .map(|status| {
            option(
                status.code(),
                desk_status(*status).to_owned(),
                shown.status == Some(*status),
            )
        })
        .collect_view();
    let flags = Advice::ALL
        .iter()
        .map(|advice| {
            option(
                advice.code(),
                flag(*advice).to_owned(),
                shown.flag == advice.code(),
            )
        })
        .collect_view();
    let areas = Sector::ALL
        .iter()
        .map(|sector| {
            option(
                sector.code(),
                sector_name(*sector).to_owned(),
                shown.area == sector.code(),
            )
        })
        .collect_view();
    let ages = AGES
        .iter()
        .map(|(code, title)| option(code, (*title).to_owned(), shown.received == *code))
        .collect_view();
    view! {
        <form method="get" action="/staff" class="filters" aria-label="Filter">
            <label>"Kind " <select name="kind" accesskey="f"><option value="">"All"</option>{kinds}</select></label>
            <label>"Status " <select name="status"><option value="">"Open"</option>{statuses}</select></label>
            <label>"Flag " <select name="flag"><option value="">"All"</option>{option("any", "Any flag".to_owned(), shown.flag == "any")}{flags}</select></label>
            <label>"Received " <select name="received"><option value="">"Any time"</option>{ages}</select></label>
            <label>"Part of town " <select name="area"><option value="">"All"</option>{areas}{option("none", "No place".to_owned(), shown.area == "none")}</select></label>
            {may_claim.then(|| view! { <label><input type="checkbox" name="mine" value="yes" checked=shown.mine/>" Mine"</label> })}
            <label><input type="checkbox" name="unread" value="yes" checked=shown.unread/>" Additions to read"</label>
            <button class="plain" type="submit">"Filter"</button>
            <a href="/staff">"Clear"</a>
        </form>
    }
    .into_any()
}

/// The list itself.
pub(super) fn table(lines: &[QueueLine], site: &Site) -> AnyView {
    let words = &site.words;
    let rows = lines
        .iter()
        .map(|row| {
            let flags = row
                .advice
                .iter()
                .map(|advice| view! { <span class="flag">{flag_by(*advice, row.bias_by.as_deref())}</span> })
                .collect_view();
            let due = row.due.clone().map(|due| {
                let late = if row.overdue { " · overdue" } else { "" };
                format!("{due}{late}")
            });
            view! {
                <tr class=row.overdue.then_some("overdue")>
                    <th scope="row"><a href=row.href.clone()>{row.tracking.clone()}</a></th>
                    <td>{words.t(&format!("kind.{}.title", row.kind.code()))}</td>
                    <td>{row.filer.clone()}</td>
                    <td>{row.submitted.clone()}</td>
                    <td>{due}</td>
                    <td>{desk_status(row.status)}{row.case_number.clone().map(|number| format!(" · {number}"))}</td>
                    <td>{row.claimed_by.clone()}</td>
                    <td>{flags}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="wide" tabindex="0" role="region" aria-label="Reports">
            <table class="reports">
                <thead>
                    <tr>
                        <th scope="col">"Tracking number"</th>
                        <th scope="col">"Kind"</th>
                        <th scope="col">"Filer"</th>
                        <th scope="col">"Received"</th>
                        <th scope="col">"Due"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Claimed by"</th>
                        <th scope="col">"Flags"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A flag, with the day of its clock where it has one.
pub(super) fn flag_by(advice: Advice, bias_by: Option<&str>) -> String {
    match (advice, bias_by) {
        (Advice::Bias, Some(by)) => format!("Bias: notify State Police by {by}"),
        _ => flag(advice).to_owned(),
    }
}

/// A part of the town.
#[must_use]
pub const fn sector_name(sector: Sector) -> &'static str {
    match sector {
        Sector::Northwest => "Northwest",
        Sector::North => "North",
        Sector::Northeast => "Northeast",
        Sector::West => "West",
        Sector::Center => "Center",
        Sector::East => "East",
        Sector::Southwest => "Southwest",
        Sector::South => "South",
        Sector::Southeast => "Southeast",
    }
}

/// A status as the desk calls it.
#[must_use]
pub const fn desk_status(status: Status) -> &'static str {
    match status {
        Status::Submitted => "New",
        Status::UnderReview => "Under review",
        Status::InfoAsked => "Waiting for filer",
        Status::Proposed => "To be confirmed",
        Status::OfficerNamed => "Filer to be told",
        Status::Approved => "Approved",
        Status::OfficerAssigned => "Officer assigned",
        Status::Duplicate => "Duplicate",
        Status::Withdrawn => "Withdrawn",
    }
}

/// A piece of advice as a flag.
#[must_use]
pub const fn flag(advice: Advice) -> &'static str {
    match advice {
        Advice::Threat => "Threat",
        Advice::ProtectiveOrder => "Stalking or protective order",
        Advice::Relation => "Family or dating relation",
        Advice::MayReturn => "Offender may return",
        Advice::Evidence => "Evidence to collect",
        Advice::Bias => "Bias: notify State Police within 14 days",
        Advice::Plate => "Vehicle or plate stolen",
        Advice::Prescription => "Prescription drugs",
        Advice::PoliceGear => "Police gear",
        Advice::Tracker => "Live tracker position",
        Advice::RecentWire => "Wire or crypto within 72 hours",
        Advice::Child => "Child victim",
        Advice::CrashForm => "Crash over $1,000",
    }
}
