//! The frame of every page: the help bar in its one place, the step indicator, the footer.

use super::sentence::sentence;
use crate::island::live_form::STEP_FORM;
use crate::page::{Chrome, Page, Signed};
use crate::site::Site;
use crate::words::Words;
use domain::access::{Action, Role, may};
use domain::incident::Chapter;
use leptos::html;
use leptos::prelude::*;

/// The HTML document around a page's body.
pub fn shell(page: &Page, body: AnyView) -> impl IntoView + use<> {
    let site = &page.site;
    let words = &site.words;
    let title = if page.error {
        "shell.title_error"
    } else {
        "shell.title"
    };
    let title = words.with(title, &[("title", &page.title)]);
    let heading = page.title.clone();
    let description = page
        .body
        .description(words)
        .unwrap_or_else(|| words.t("shell.description"));
    let (chapter, desk) = match &page.chrome {
        Chrome::Resident { chapter } => (*chapter, false),
        Chrome::Form { chapter } => (Some(*chapter), false),
        Chrome::Desk { .. } => (None, true),
    };
    view! {
        <!DOCTYPE html>
        <html lang=words.lang().tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}</title>
                <meta name="description" content=description.clone()/>
                <meta name="color-scheme" content="light dark"/>
                {page.body.is_shared().then(|| card(page, heading, description))}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="stylesheet" href="/pkg/westport.css"/>
                {(!desk).then(|| view! { <script type="module" src="/start.js"></script> })}
                {page.body.is_live().then(|| view! { <script type="module" src="/desk.js"></script> })}
                {page.body.asks_passkey().then(|| view! { <script type="module" src="/passkey.js"></script> })}
                {page.exit.then(|| view! { <script type="module" src="/exit.js"></script> })}
            </head>
            <body class=if desk { "desk" } else { "resident" }>
                <a class="skip" href="#main">{words.t("shell.skip")}</a>
                {match &page.chrome {
                    Chrome::Desk { staff } => desk_header(page, staff.as_ref()).into_any(),
                    Chrome::Resident { .. } => resident_header(page, false).into_any(),
                    Chrome::Form { .. } => resident_header(page, true).into_any(),
                }}
                {chapter.map(|chapter| steps(site, chapter))}
                <main id="main" tabindex="-1">
                    {body}
                    {matches!(page.chrome, Chrome::Form { .. }).then(|| come_back_later(words))}
                </main>
                {(!desk).then(|| footer(site))}
            </body>
        </html>
    }
}

/// The card that other sites and messengers draw of a link (Open Graph). They fetch the picture themselves and
/// need whole addresses.
fn card(page: &Page, heading: String, description: String) -> impl IntoView + use<> {
    let site = &page.site;
    let path = page.at.as_deref().unwrap_or("/");
    let path = path.split('?').next().unwrap_or("/");
    let property = |name, content| html::meta().attr("property", name).content(content);
    view! {
        {property("og:type", "website".to_owned())}
        {property("og:site_name", site.department.name.clone())}
        {property("og:title", heading)}
        {property("og:description", description)}
        {property("og:url", format!("{}{path}", site.address))}
        {property("og:image", format!("{}/social.png", site.address))}
        {property("og:image:alt", site.words.t("shell.card"))}
        <meta name="twitter:card" content="summary_large_image"/>
    }
}

fn resident_header(page: &Page, form: bool) -> impl IntoView + use<> {
    let site = &page.site;
    let words = &site.words;
    let officer = words.t("shell.officer");
    let officer = if form {
        view! {
            <button class="officer" type="submit" form=STEP_FORM name="officer" value="yes" formnovalidate>
                {officer}
            </button>
        }
        .into_any()
    } else {
        view! { <a class="officer" href="/officer">{officer}</a> }.into_any()
    };
    // Enter in a field presses the first button of the form in the document: that must be "Continue", and
    // neither the language, nor the officer, nor the map.
    let first = page.body.keeps_answers().then(|| {
        view! {
            <button class="sr" type="submit" form=STEP_FORM tabindex="-1" aria-hidden="true">{words.t("shell.next")}</button>
        }
    });
    view! {
        {first}
        {page.exit.then(|| exit(words))}
        <header class="masthead">
            <a class="brand" href="/">
                <span class="shield" aria-hidden="true"></span>
                <span>{site.department.name.clone()}</span>
            </a>
            {page.at.clone().map(|at| language_switch(page, at))}
        </header>
        <aside class="help" aria-label=words.t("shell.help")>
            <p class="emergency">{sentence(site, "shell.emergency", &[], &[])}</p>
            <p>{sentence(site, "shell.other", &[], &[])}</p>
            <p>{officer}</p>
        </aside>
    }
}

/// "Exit this page": in view wherever the page is scrolled to, and the first thing that the keyboard reaches.
fn exit(words: &Words) -> impl IntoView + use<> {
    view! {
        <form id="exit" class="exit" method="post" action="/exit" aria-label=words.t("shell.exit")>
            <button type="submit">{words.t("shell.exit")}</button>
            <p class="sr">{words.t("shell.exit_shift")}</p>
        </form>
    }
}

/// Saves what was typed and shows the code that leads back to it.
fn come_back_later(words: &Words) -> impl IntoView + use<> {
    view! {
        <p class="later">
            <button class="plain" type="submit" form=STEP_FORM name="later" value="yes" formnovalidate>
                {words.t("shell.later")}
            </button>
        </p>
    }
}

/// A button for every other language, in that language. On a page with answers it sends their form, so that
/// what was typed is saved before the same page comes back.
fn language_switch(page: &Page, at: String) -> impl IntoView + use<> {
    let own = page.site.words.lang();
    let form = page.body.keeps_answers();
    let buttons = page
        .site
        .languages
        .iter()
        .filter(|(lang, _)| *lang != own)
        .map(|(lang, name)| {
            let tag = lang.tag();
            view! {
                <button
                    type="submit"
                    name="in_language"
                    value=tag
                    lang=tag
                    form=form.then_some(STEP_FORM)
                    formaction=form.then(|| at.clone())
                    formnovalidate
                >
                    {name.clone()}
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="languages" method="post" action="/language">
            <input type="hidden" name="to" value=at/>
            {buttons}
        </form>
    }
}

/// Where a role's work begins.
#[must_use]
pub const fn home(role: Role) -> &'static str {
    if may(role, Action::SeeQueue) {
        "/staff"
    } else {
        "/staff/accounts"
    }
}

fn desk_header(page: &Page, staff: Option<&Signed>) -> impl IntoView + use<> {
    let site = &page.site;
    let here = page.body.desk_link();
    let nav = staff.map(|staff| {
        let link = |action: Action, href: &'static str, text: &'static str| {
            let current = (here == Some(href)).then_some("page");
            may(staff.role, action).then(|| view! { <a href=href aria-current=current>{text}</a> })
        };
        view! {
            <nav aria-label="Review desk">
                {link(Action::SeeQueue, "/staff", "Queue")}
                {link(Action::SeeCallbacks, "/staff/callbacks", "Officer requests")}
                {link(Action::SeeDeliveries, "/staff/deliveries", "Deliveries")}
                {link(Action::SeeStatistics, "/staff/statistics", "Statistics")}
                {link(Action::SeeNumbers, "/staff/numbers", "Numbers")}
                {link(Action::SeeLinks, "/staff/links", "Series")}
                {link(Action::SeeLinks, "/staff/map", "Hot spots")}
                {link(Action::SearchAudit, "/staff/audit", "Audit trail")}
                {link(Action::SeeAccounts, "/staff/accounts", "Accounts")}
                {link(Action::SeeSettings, "/staff/settings", "Settings")}
            </nav>
            <form method="post" action="/staff/sign-out" class="who">
                <a href="/staff/account" aria-current=(here == Some("/staff/account")).then_some("page")>{staff.name.clone()}</a>
                <button class="plain" type="submit">"Sign out"</button>
            </form>
        }
    });
    view! {
        <header class="masthead">
            <a class="brand" href=staff.map_or("/staff", |staff| home(staff.role))>
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
    let part = site.words.with(
        "shell.part",
        &[
            ("number", &number.to_string()),
            ("parts", &Chapter::ALL.len().to_string()),
        ],
    );
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
        <section class="steps" aria-label=site.words.t("shell.progress")>
            <p><strong>{part}</strong>" "{name}</p>
            <ol aria-hidden="true">{items}</ol>
        </section>
    }
}

fn footer(site: &Site) -> impl IntoView + use<> {
    view! {
        <footer>
            <p>{site.words.t("shell.place")}</p>
            <p><a href="/status">{site.words.t("shell.follow_up")}</a></p>
            <p><a href="/report/resume">{site.words.t("shell.resume")}</a></p>
            <p><a href="/verify">{site.words.t("shell.verify")}</a></p>
            <p><a href="/accessibility">{site.words.t("shell.accessibility")}</a></p>
        </footer>
    }
}
