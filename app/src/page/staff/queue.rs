//! The queue: what is due first comes first.

use crate::site::Site;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::incident::Kind;
use domain::review::Status;
use leptos::prelude::*;

#[derive(Debug, Clone)]
pub struct Queue {
    pub rows: Vec<QueueLine>,
    pub kind: Option<Kind>,
    /// None: the open ones.
    pub status: Option<Status>,
    pub flagged: bool,
    /// Only reports with additions that nobody has read.
    pub unread: bool,
    /// How many of those there are.
    pub supplements: u64,
    /// Records of the last days that are near repeats, in words; `None`: there are none.
    pub near_repeats: Option<String>,
    /// How many reports there are of each status.
    pub counts: Vec<(Status, u64)>,
    /// The address of the next page.
    pub next: Option<String>,
    /// What was just done, e.g. "Approved: case number WP26-000123".
    pub done: Option<String>,
}

#[derive(Debug, Clone)]
pub struct QueueLine {
    pub href: String,
    pub tracking: String,
    pub kind: Kind,
    pub status: Status,
    pub filer: String,
    pub submitted: String,
    pub due: String,
    pub overdue: bool,
    pub advice: Vec<Advice>,
    pub case_number: Option<String>,
}

impl Queue {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let kinds = Kind::ALL
            .iter()
            .map(|kind| {
                let title = words.t(&format!("kind.{}.title", kind.code()));
                view! { <option value=kind.code() selected=self.kind == Some(*kind)>{title}</option> }
            })
            .collect_view();
        let statuses = Status::ALL
            .iter()
            .map(|status| {
                let count = self.counts.iter().find(|(of, _)| of == status).map_or(0, |(_, count)| *count);
                let title = format!("{} ({count})", desk_status(*status));
                view! { <option value=status.code() selected=self.status == Some(*status)>{title}</option> }
            })
            .collect_view();
        let open: u64 = self
            .counts
            .iter()
            .filter(|(status, _)| status.is_open())
            .map(|(_, count)| count)
            .sum();
        let rows = self
            .rows
            .iter()
            .map(|row| {
                let flags = row
                    .advice
                    .iter()
                    .map(|advice| view! { <span class="flag">{flag(*advice)}</span> })
                    .collect_view();
                view! {
                    <tr class=row.overdue.then_some("overdue")>
                        <td><a href=row.href.clone()>{row.tracking.clone()}</a></td>
                        <td>{words.t(&format!("kind.{}.title", row.kind.code()))}</td>
                        <td>{row.filer.clone()}</td>
                        <td>{row.submitted.clone()}</td>
                        <td>{row.due.clone()}{row.overdue.then_some(" · overdue")}</td>
                        <td>{desk_status(row.status)}{row.case_number.clone().map(|number| format!(" · {number}"))}</td>
                        <td>{flags}</td>
                    </tr>
                }
            })
            .collect_view();
        let table = if self.rows.is_empty() {
            view! { <p class="none">"Nothing here. Well done."</p> }.into_any()
        } else {
            view! {
                <div class="wide" tabindex="0" role="region" aria-label="Reports">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Tracking number"</th>
                                <th scope="col">"Kind"</th>
                                <th scope="col">"Filer"</th>
                                <th scope="col">"Received"</th>
                                <th scope="col">"Due"</th>
                                <th scope="col">"Status"</th>
                                <th scope="col">"Flags"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        };
        view! {
            <h1>{format!("Queue: {open} open")}</h1>
            {self.done.map(|done| view! { <p class="callout" role="status">{done}</p> })}
            {(self.supplements > 0 && !self.unread).then(|| view! {
                <p class="callout"><a href="/staff?unread=yes">{format!("Filers added to {} approved reports", self.supplements)}</a></p>
            })}
            {self.near_repeats.map(|said| view! { <p class="callout"><a href="/staff/map#near">{said}</a></p> })}
            <form method="get" action="/staff" class="filters">
                <label>"Kind " <select name="kind"><option value="">"All"</option>{kinds}</select></label>
                <label>"Status " <select name="status"><option value="">"Open"</option>{statuses}</select></label>
                <label><input type="checkbox" name="flagged" value="yes" checked=self.flagged/>" Flagged only"</label>
                <label><input type="checkbox" name="unread" value="yes" checked=self.unread/>" Additions to read"</label>
                <button class="plain" type="submit">"Filter"</button>
            </form>
            {table}
            {self.next.map(|next| view! { <p><a href=next>"More"</a></p> })}
        }
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
