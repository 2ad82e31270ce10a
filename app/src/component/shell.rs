//! The frame of every page: the help bar in its one place, the step indicator, the footer.

use crate::island::live_form::STEP_FORM;
use crate::page::{Chrome, Page, Signed};
use crate::site::Site;
use domain::access::{Action, may};
use domain::incident::Chapter;
use leptos::prelude::*;

/// The HTML document around a page's body.
pub fn shell(page: &Page, body: AnyView) -> impl IntoView + use<> {
    let site = &page.site;
    let prefix = if page.error { "Error: " } else { "" };
    let title = format!("{prefix}{} – {}", page.title, site.department.name);
    let description = format!(
        "File certain police reports online with the {}: lost property, vehicle burglary, vandalism, \
         damage to a vehicle, identity theft, harassing calls.",
        site.department.name
    );
    let (chapter, desk) = match &page.chrome {
        Chrome::Resident { chapter } => (*chapter, false),
        Chrome::Form { chapter } => (Some(*chapter), false),
        Chrome::Desk { .. } => (None, true),
    };
    view! {
        <!DOCTYPE html>
        <html lang=site.words.lang()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}</title>
                <meta name="description" content=description/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href="/pkg/westport.css"/>
                {(!desk).then(|| view! { <script type="module" src="/start.js"></script> })}
            </head>
            <body class=if desk { "desk" } else { "resident" }>
                <a class="skip" href="#main">"Skip to the main part"</a>
                {match &page.chrome {
                    Chrome::Desk { staff } => desk_header(site, staff.as_ref()).into_any(),
                    Chrome::Resident { .. } => resident_header(site, false).into_any(),
                    Chrome::Form { .. } => resident_header(site, true).into_any(),
                }}
                {chapter.map(|chapter| steps(site, chapter))}
                <main id="main" tabindex="-1">{body}</main>
                {(!desk).then(|| footer(site))}
            </body>
        </html>
    }
}

fn resident_header(site: &Site, form: bool) -> impl IntoView + use<> {
    let officer = if form {
        view! {
            // Enter in a field presses the first button of the form in the document: that must be "Continue",
            // and neither this one nor the map.
            <button class="sr" type="submit" form=STEP_FORM tabindex="-1" aria-hidden="true">"Continue"</button>
            <button class="officer" type="submit" form=STEP_FORM name="officer" value="yes" formnovalidate>
                "I would rather have an officer"
            </button>
        }
        .into_any()
    } else {
        view! { <a class="officer" href="/officer">"I would rather have an officer"</a> }.into_any()
    };
    view! {
        <header class="masthead">
            <a class="brand" href="/">
                <span class="shield" aria-hidden="true"></span>
                <span>{site.department.name.clone()}</span>
            </a>
        </header>
        <aside class="help" aria-label="Help">
            <p class="emergency">"Emergency? "<a href="tel:911">"Call 9-1-1"</a></p>
            <p>"Not an emergency: "<a href=site.department.telephone_link()>{site.department.telephone.clone()}</a></p>
            <p>{officer}</p>
        </aside>
    }
}

fn desk_header(site: &Site, staff: Option<&Signed>) -> impl IntoView + use<> {
    let nav = staff.map(|staff| {
        let link = |action: Action, href: &'static str, text: &'static str| {
            may(staff.role, action).then(|| view! { <a href=href>{text}</a> })
        };
        view! {
            <nav aria-label="Review desk">
                {link(Action::SeeQueue, "/staff", "Queue")}
                {link(Action::SeeCallbacks, "/staff/callbacks", "Officer requests")}
                {link(Action::SeeDeliveries, "/staff/deliveries", "Deliveries")}
                {link(Action::SeeStatistics, "/staff/statistics", "Statistics")}
            </nav>
            <form method="post" action="/staff/sign-out" class="who">
                <span>{staff.name.clone()}</span>
                <button class="plain" type="submit">"Sign out"</button>
            </form>
        }
    });
    view! {
        <header class="masthead">
            <a class="brand" href="/staff">
                <span class="shield" aria-hidden="true"></span>
                <span>{format!("{} · Review desk", site.department.name)}</span>
            </a>
            {nav}
        </header>
    }
}

/// The step indicator: five fixed chapters, so that nobody wonders how much is left.
fn steps(site: &Site, current: Chapter) -> impl IntoView + use<> {
    let number = Chapter::ALL
        .iter()
        .position(|chapter| *chapter == current)
        .map_or(1, |place| place + 1);
    let name = site.words.t(&format!("chapter.{}", current.code()));
    let items = Chapter::ALL
        .iter()
        .map(|chapter| {
            let state = match (*chapter).cmp(&current) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "ahead",
            };
            view! { <li class=state></li> }
        })
        .collect_view();
    view! {
        <section class="steps" aria-label="Progress">
            <p><strong>{format!("Part {number} of {}", Chapter::ALL.len())}</strong>" "{name}</p>
            <ol aria-hidden="true">{items}</ol>
        </section>
    }
}

fn footer(site: &Site) -> impl IntoView + use<> {
    view! {
        <footer>
            <p>{format!("{}, {}", site.department.name, site.department.address)}</p>
            <p><a href="/status">"Follow up on a report"</a></p>
        </footer>
    }
}
