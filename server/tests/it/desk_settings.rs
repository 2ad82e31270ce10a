//! What an administrator sets at the desk: it holds at once, for everybody; every change is a version and is on record.

use crate::support::filled::{Extent, answers};
use crate::support::town::{Browser, Filed, Page, Town};
use axum::http::StatusCode;
use domain::access::Role;
use domain::field::Choice;
use domain::incident::Kind;
use domain::review::Status;
use server::live::Live;
use server::store::audit::{self, AuditRow, Outcome};
use server::store::desk_settings;
use server::store::reports;
use std::time::Duration;
use time::macros::datetime;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn changes(town: &Town) -> Vec<AuditRow> {
    let all = audit::recent(town.state.store.reader(), 1_000)
        .await
        .expect("rows");
    all.into_iter()
        .filter(|row| row.action == "settings.change")
        .collect()
}

/// The fields of a group as the page shows them, with some changed.
async fn form(
    root: &mut Browser<'_>,
    names: &[&str],
    change: &[(&str, &str)],
) -> Vec<(String, String)> {
    let page = root.get("/staff/settings").await;
    let mut fields = Vec::new();
    for name in names {
        let seen = format!("seen.{name}");
        let value = attribute_of(&page, &format!("name=\"{seen}\""), "value");
        fields.push((seen, value));
        let control = tag_of(&page, &format!("name=\"{name}\""));
        let typed = match change.iter().find(|(changed, _)| changed == name) {
            Some((_, typed)) => (*typed).to_owned(),
            None if control.contains("type=\"checkbox\"") && control.contains(" checked") => {
                "on".to_owned()
            }
            None if control.contains("type=\"checkbox\"") => String::new(),
            None => attribute_of(&page, &format!("name=\"{name}\""), "value"),
        };
        if !typed.is_empty() || !control.contains("checkbox") {
            fields.push(((*name).to_owned(), typed));
        }
    }
    fields
}

/// The tag that holds this.
fn tag_of(page: &Page, part: &str) -> String {
    let at = page
        .text
        .find(part)
        .unwrap_or_else(|| panic!("no {part} in {}", page.text));
    let start = page.text[..at].rfind('<').expect("a tag");
    let end = at + page.text[at..].find('>').expect("its end");
    page.text[start..end].to_owned()
}

fn attribute_of(page: &Page, part: &str, name: &str) -> String {
    let tag = tag_of(page, part);
    let Some(at) = tag.find(&format!(" {name}=\"")) else {
        return String::new();
    };
    let rest = &tag[at + name.len() + 3..];
    rest.split('"').next().unwrap_or("").to_owned()
}

const REVIEW: [&str; 4] = [
    "review.business_days",
    "review.follow_up_days",
    "review.claim_minutes",
    "review.confirm_approvals",
];
const RETENTION: [&str; 3] = [
    "retention.draft_days",
    "retention.unapproved_days",
    "retention.audit_years",
];

fn catalogue() -> Vec<String> {
    Kind::ALL
        .iter()
        .map(|kind| format!("catalogue.{}", kind.code()))
        .collect()
}

async fn save(
    root: &mut Browser<'_>,
    group: &str,
    names: &[&str],
    change: &[(&str, &str)],
) -> Page {
    let fields = form(root, names, change).await;
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    root.post(&format!("/staff/settings/{group}"), &fields)
        .await
}

/// Writes a text in a language, over the version that the page shows.
async fn write(root: &mut Browser<'_>, key: &str, lang: &str, text: &str) -> Page {
    let path = format!("/staff/settings/texts/{key}");
    let page = root.get(&path).await;
    let section = page
        .text
        .split(&format!("id=\"in-{lang}\""))
        .nth(1)
        .expect("the language");
    let seen = section
        .split("name=\"seen\" value=\"")
        .nth(1)
        .expect("seen");
    let seen = seen.split('"').next().expect("a number").to_owned();
    root.post(&path, &[("lang", lang), ("seen", &seen), ("text", text)])
        .await
}

async fn row(town: &Town, filed: &Filed) -> reports::ReportRow {
    let tracking = filed.tracking.parse().expect("a number");
    reports::by_tracking(town.state.store.reader(), &tracking)
        .await
        .expect("read")
        .expect("the report")
}

async fn file_in_spanish(town: &Town, word: &str) -> Filed {
    let mut browser = town.browser();
    browser.cookies.insert("lang".to_owned(), "es".to_owned());
    browser
        .fill(&answers(Kind::LostProperty, Extent::Least, word))
        .await;
    let sent = browser.post("/report/check", &[("certify", "yes")]).await;
    assert_eq!(sent.location(), "/report/sent", "{}", sent.text);
    Filed::read(&browser.get("/report/sent").await)
}

#[tokio::test]
async fn a_figure_that_is_set_holds_at_once_for_filers_officers_and_jobs() {
    let town = Town::open().await;
    let mut root = town.desk("root", Role::Administrator).await;
    assert!(town.browser().get("/").await.has("two business days"));

    let saved = save(
        &mut root,
        "review",
        &REVIEW,
        &[
            ("review.business_days", "5"),
            ("review.claim_minutes", "30"),
        ],
    )
    .await;
    assert_eq!(
        saved.location(),
        "/staff/settings?saved=1",
        "{}",
        saved.text
    );
    let saved = save(
        &mut root,
        "retention",
        &RETENTION,
        &[("retention.draft_days", "10")],
    )
    .await;
    assert_eq!(
        saved.location(),
        "/staff/settings?saved=1",
        "{}",
        saved.text
    );

    assert!(town.browser().get("/").await.has("5 business days"));
    let filed = town.file(Kind::LostProperty, "Figure").await;
    // Filed on a Friday: five business days are the next Friday, Thanksgiving left out, and so Monday.
    let due = row(&town, &filed).await.review_by;
    let promised = domain::calendar::add_business_days(town.clock.now(), 5);
    assert!(
        due > datetime!(2026-11-27 00:00 UTC) && due <= promised,
        "{due}"
    );
    let mut filer = town.browser();
    let begun = filer.post("/report/start", &[]).await;
    let cookie = begun.headers["set-cookie"].to_str().expect("a cookie");
    assert!(
        cookie.contains(&format!("Max-Age={}", 10 * 24 * 60 * 60)),
        "{cookie}"
    );

    town.work().await;
    assert!(
        town.mail()[0].contains("within 5 business=\r\n days")
            || town.mail()[0].contains("within 5 business days"),
        "the receipt says so, too"
    );

    let worker = town.state.worker().expect("worker");
    town.clock.advance(9 * DAY);
    assert_eq!(worker.purge_drafts().await, 0);
    town.clock.advance(2 * DAY);
    assert!(
        worker.purge_drafts().await > 0,
        "of a worker that was there before"
    );
}

#[tokio::test]
async fn an_empty_figure_is_what_the_file_says() {
    let town = Town::open().await;
    let mut root = town.desk("root", Role::Administrator).await;
    save(
        &mut root,
        "review",
        &REVIEW,
        &[("review.business_days", "5")],
    )
    .await;
    let saved = save(
        &mut root,
        "review",
        &REVIEW,
        &[("review.business_days", "")],
    )
    .await;
    assert_eq!(saved.location(), "/staff/settings?saved=1");
    assert_eq!(town.state.now().review.business_days, 2);
    let versions = desk_settings::history(town.state.store.reader(), "review.business_days")
        .await
        .expect("versions");
    let values: Vec<_> = versions
        .iter()
        .map(|row| (row.version, row.value.as_deref()))
        .collect();
    assert_eq!(values, [(2, None), (1, Some("5"))], "both are kept");
}

#[tokio::test]
async fn what_is_out_of_bounds_is_not_taken_and_what_was_typed_stays() {
    let town = Town::open().await;
    let mut root = town.desk("root", Role::Administrator).await;
    for (group, names, key, typed) in [
        ("review", &REVIEW[..], "review.business_days", "31"),
        ("review", &REVIEW[..], "review.follow_up_days", "-1"),
        ("review", &REVIEW[..], "review.claim_minutes", "two"),
        ("retention", &RETENTION[..], "retention.audit_years", "0"),
    ] {
        let page = save(&mut root, group, names, &[(key, typed)]).await;
        assert_eq!(page.status, StatusCode::OK, "{key}");
        assert!(page.has("Give a whole number"), "{key}: {}", page.text);
        assert_eq!(
            attribute_of(&page, &format!("name=\"{key}\""), "value"),
            typed
        );
        assert_eq!(
            attribute_of(&page, &format!("name=\"{key}\""), "aria-invalid"),
            "true"
        );
    }
    let nothing = desk_settings::count(town.state.store.reader()).await;
    assert_eq!(nothing, Ok(0));
    assert_eq!(changes(&town).await.len(), 4, "each try is on record");
    assert!(
        changes(&town)
            .await
            .iter()
            .all(|row| row.outcome == Outcome::Failed)
    );
}

#[tokio::test]
async fn of_two_administrators_who_set_the_same_at_once_the_second_is_told() {
    let town = Town::open().await;
    let mut ada = town.desk("ada", Role::Administrator).await;
    let mut eve = town.desk("eve", Role::Administrator).await;
    let late = form(&mut eve, &REVIEW, &[("review.business_days", "9")]).await;
    save(
        &mut ada,
        "review",
        &REVIEW,
        &[("review.business_days", "3")],
    )
    .await;
    let late: Vec<(&str, &str)> = late
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let told = eve.post("/staff/settings/review", &late).await;
    assert!(told.has("Somebody else has set it"), "{}", told.text);
    assert_eq!(town.state.now().review.business_days, 3);

    let path = "/staff/settings/texts/certify.public";
    write(
        &mut ada,
        "certify.public",
        "en",
        "A report may be read by others.",
    )
    .await;
    let late = [
        ("lang", "en"),
        ("seen", "0"),
        ("text", "Mine was typed for nothing?"),
    ];
    let told = eve.post(path, &late).await;
    assert!(told.has("Somebody else has set it") && told.has("Mine was typed for nothing?"));
    let again = [("lang", "en"), ("seen", "1"), ("text", "Mine.")];
    assert_eq!(
        eve.post(path, &again).await.location(),
        format!("{path}?saved=1"),
        "knowing of the other"
    );
}

#[tokio::test]
async fn a_kind_that_is_closed_is_taken_by_telephone_and_what_was_sent_stays_sent() {
    let town = Town::open().await;
    let before = town.file(Kind::Vandalism, "Before").await;
    let mut root = town.desk("root", Role::Administrator).await;
    let names = catalogue();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut unfinished = town.browser();
    let last = unfinished
        .fill(&answers(Kind::Vandalism, Extent::Least, "Underway"))
        .await;
    assert!(last.has("Check"), "{}", last.text);

    save(
        &mut root,
        "catalogue",
        &names,
        &[("catalogue.vandalism", "")],
    )
    .await;
    let page = root.get("/staff/settings").await;
    assert!(!tag_of(&page, "name=\"catalogue.vandalism\"").contains(" checked"));
    assert!(tag_of(&page, "name=\"catalogue.lost_property\"").contains(" checked"));

    let first = town.browser().get("/").await;
    assert!(!first.has("/report/vandalism") && first.has("/report/lost-property"));
    for (lang, words) in [
        ("en", "Please report this by telephone"),
        ("es", "Por favor, repórtelo por teléfono"),
    ] {
        let mut browser = town.browser();
        browser.cookies.insert("lang".to_owned(), lang.to_owned());
        let landing = browser.get("/report/vandalism").await;
        assert!(
            landing.has(words) && landing.has("tel:+12033416000"),
            "{}",
            landing.text
        );
        browser.post("/report/start", &[]).await;
        browser
            .post("/report/emergency", &[("emergency", "no")])
            .await;
        let chosen = browser.post("/report/kind", &[("kind", "vandalism")]).await;
        assert_eq!(chosen.location(), "/report/stopped");
        assert!(browser.get("/report/stopped").await.has(words));
    }
    let sent = unfinished
        .post("/report/check", &[("certify", "yes")])
        .await;
    assert_eq!(
        sent.location(),
        "/report/stopped",
        "not behind the department's back"
    );
    let officer = unfinished.get("/officer").await;
    assert_eq!(
        officer.status,
        StatusCode::OK,
        "what was typed goes to an officer"
    );

    town.approve(&before).await;
    assert_eq!(row(&town, &before).await.status, Status::Approved);
    save(
        &mut root,
        "catalogue",
        &names,
        &[("catalogue.vandalism", "on")],
    )
    .await;
    let sent = unfinished
        .post("/report/check", &[("certify", "yes")])
        .await;
    assert_eq!(
        sent.location(),
        "/report/sent",
        "nothing was lost meanwhile"
    );
}

#[tokio::test]
async fn a_message_written_anew_is_sent_in_its_language_and_each_keeps_the_version_that_was_sent() {
    let town = Town::open().await;
    let first = town.file(Kind::LostProperty, "First").await;
    town.work().await;
    let mut root = town.desk("root", Role::Administrator).await;
    let english = "Subject: We have it\n\nThank you! Your number is {tracking}, says {department}.\n\n{status_url}";
    let spanish = "Subject: Lo tenemos\n\n¡Gracias! Su número es {tracking}.\n\n{status_url}";
    let saved = write(&mut root, "mail.receipt", "en", english).await;
    assert_eq!(
        saved.location(),
        "/staff/settings/texts/mail.receipt?saved=1",
        "{}",
        saved.text
    );
    let list = root.get("/staff/settings").await;
    assert!(
        list.has("Not written anew since: Spanish"),
        "the other language is behind"
    );
    write(&mut root, "mail.receipt", "es", spanish).await;
    assert!(
        !root
            .get("/staff/settings")
            .await
            .has("Not written anew since")
    );
    let second = town.file(Kind::LostProperty, "Second").await;
    let third = file_in_spanish(&town, "Third").await;
    town.work().await;
    let mails = town.mail();
    let about = |filed: &Filed| {
        mails
            .iter()
            .filter(|mail| mail.contains(&filed.tracking))
            .collect::<Vec<_>>()
    };
    assert!(about(&first)[0].contains("Subject: Your report to the Westport"));
    assert!(about(&second)[0].contains("Subject: We have it"));
    assert!(
        about(&second)[0].contains("says Westport Police Department"),
        "{}",
        about(&second)[0]
    );
    assert!(about(&third)[0].contains("Subject: Lo tenemos"));

    let mut ada = town.desk("ada", Role::Reviewer).await;
    for (filed, words) in [
        (&first, "in the program’s own words"),
        (&second, "in version 1 of its words"),
        (&third, "in version 1 of its words"),
    ] {
        let page = ada
            .get(&format!("/staff/reports/{}", filed.compact()))
            .await;
        assert!(page.has(words), "{words}");
    }
    let page = root.get("/staff/settings/texts/mail.receipt").await;
    assert!(
        page.has("English, the program’s own words")
            && page.has("English, version 1")
            && page.has("Spanish, version 1")
    );
    assert!(
        page.has("We aim to do this within {review_time}."),
        "what left in the program's own words can be read"
    );
}

#[tokio::test]
async fn a_message_that_lost_what_it_is_sent_for_is_not_saved_and_a_preview_saves_nothing() {
    let town = Town::open().await;
    let mut root = town.desk("root", Role::Administrator).await;
    let path = "/staff/settings/texts/mail.receipt";
    for (text, told) in [
        (
            "Subject: s\n\nNo number. {status_url}",
            "{tracking} is missing",
        ),
        (
            "Subject: s\n\n{tracking} {status_url} {narrative}",
            "Nothing fills “narrative” here",
        ),
        (
            "Hello {tracking} {status_url}",
            "The first line must be the subject",
        ),
        ("", "Write something"),
    ] {
        for verb in ["", "/preview"] {
            let typed = [("lang", "en"), ("seen", "0"), ("text", text)];
            let page = root.post(&format!("{path}{verb}"), &typed).await;
            assert!(page.has(told), "{told}: {}", page.text);
            assert!(page.has("Error: "), "the title says so");
        }
    }
    let good = [
        ("lang", "en"),
        ("seen", "0"),
        (
            "text",
            "Subject: Mine\n\n# Thanks\n\nIt is {tracking}.\n\n{status_url}",
        ),
    ];
    let page = root.post(&format!("{path}/preview"), &good).await;
    assert!(
        page.has("Preview, not saved") && page.has("<p class=\"subject\">Mine</p>"),
        "{}",
        page.text
    );
    assert!(page.has("/status"), "filled in");
    assert_eq!(desk_settings::count(town.state.store.reader()).await, Ok(0));
    let unknown = root.get("/staff/settings/texts/mail.nothing").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let foreign = [("lang", "es"), ("seen", "0"), ("text", "Agreed?")];
    let refused = root
        .post("/staff/settings/texts/sign_in.notice", &foreign)
        .await;
    assert_eq!(
        refused.status,
        StatusCode::BAD_REQUEST,
        "the staff read English"
    );
}

#[tokio::test]
async fn a_version_of_before_or_the_programs_own_words_are_put_back() {
    let town = Town::open().await;
    let mut root = town.desk("root", Role::Administrator).await;
    let path = "/staff/settings/texts/certify.public";
    write(&mut root, "certify.public", "en", "First.").await;
    write(&mut root, "certify.public", "en", "Second.").await;
    let words = || town.state.site().words.t("certify.public");
    assert_eq!(words(), "Second.");
    let restore =
        |seen: &'static str, of: &'static str| [("lang", "en"), ("seen", seen), ("of", of)];
    let back = root
        .post(&format!("{path}/restore"), &restore("2", "1"))
        .await;
    assert_eq!(back.location(), format!("{path}?saved=1"));
    assert_eq!(words(), "First.");
    root.post(&format!("{path}/restore"), &restore("3", "0"))
        .await;
    assert!(words().contains("1-210(b)(3)"), "the program's own");
    let versions = desk_settings::history(town.state.store.reader(), "certify.public")
        .await
        .expect("versions");
    let values: Vec<_> = versions.iter().map(|row| row.value.as_deref()).collect();
    assert_eq!(
        values,
        [None, Some("First."), Some("Second."), Some("First.")]
    );
    let none = root
        .post(&format!("{path}/restore"), &restore("4", "17"))
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let page = root.get(path).await;
    assert!(page.has("English, version 4") && page.has("holds now") && page.has("Second."));
}

#[tokio::test]
async fn the_notice_that_a_filer_read_stays_with_the_report_and_its_copy() {
    let town = Town::open().await;
    let old = town.file(Kind::LostProperty, "Old").await;
    let mut root = town.desk("root", Role::Administrator).await;
    write(
        &mut root,
        "certify.notice",
        "en",
        "Tell the truth, in {town}.",
    )
    .await;
    let mut filer = town.browser();
    filer
        .fill(&answers(Kind::LostProperty, Extent::Least, "New"))
        .await;
    assert!(
        filer
            .get("/report/check")
            .await
            .has("Tell the truth, in Westport.")
    );
    filer.post("/report/check", &[("certify", "yes")]).await;
    let new = Filed::read(&filer.get("/report/sent").await);
    write(&mut root, "certify.notice", "en", "Another one.").await;
    let spanish = file_in_spanish(&town, "Spanish").await;

    let version = async |filed: &Filed| row(&town, filed).await.certification.notice_version;
    let program = version(&old).await;
    assert!(!program.contains('.'), "{program}");
    assert_eq!(version(&new).await, format!("{program}.1.0"));
    assert_eq!(
        version(&spanish).await,
        program,
        "nobody wrote the Spanish one anew"
    );

    for (filed, words, not) in [
        (&old, "53a-157b", "Tell the truth"),
        (&new, "Tell the truth, in Westport.", "Another one."),
    ] {
        let report = row(&town, filed).await;
        let reader = town.state.store.reader();
        let site = town
            .state
            .live
            .as_certified(reader, report.lang, &report.certification.notice_version)
            .await
            .expect("a site");
        let notice = site.words.t("certify.notice");
        assert!(notice.contains(words) && !notice.contains(not), "{notice}");
        assert_eq!(
            site.words.t("certify.version"),
            report.certification.notice_version,
            "so the copy prints it"
        );
    }
}

#[tokio::test]
async fn the_notice_before_signing_in_is_written_at_the_desk_and_agreed_to_anew() {
    let town = Town::open().await;
    let mut root = town.desk("root", Role::Administrator).await;
    let mut ada = town.browser();
    ada.agree().await;
    assert!(ada.get("/staff/sign-in").await.has("Password"));
    let saved = write(
        &mut root,
        "sign_in.notice",
        "en",
        "For officers only.\n\nYou are watched.",
    )
    .await;
    assert_eq!(
        saved.location(),
        "/staff/settings/texts/sign_in.notice?saved=1",
        "{}",
        saved.text
    );
    let again = ada.get("/staff/sign-in").await;
    assert!(
        again.has("For officers only.") && again.has("You are watched.") && !again.has("Password")
    );
    ada.agree().await;
    assert!(ada.get("/staff/sign-in").await.has("Password"));
}

#[tokio::test]
async fn a_phrase_is_put_into_the_officers_form_in_the_language_of_the_report() {
    let town = Town::open().await;
    let english = town.file(Kind::LostProperty, "English").await;
    let spanish = file_in_spanish(&town, "Spanish").await;
    let mut ada = town.desk("ada", Role::Reviewer).await;
    let report = |filed: &Filed, verb: &str| format!("/staff/reports/{}{verb}", filed.compact());
    let page = ada.get(&report(&english, "")).await;
    assert!(page.has("Serial number") && page.has("The officer comes"));
    let typed = [
        ("version", "1"),
        ("question", "Which one?"),
        ("phrase", "phrase.ask.serial"),
    ];
    let page = ada.post(&report(&english, "/phrase"), &typed).await;
    assert!(
        page.has("Which one?\n\nPlease send us the serial number"),
        "{}",
        page.text
    );
    let page = ada.post(&report(&spanish, "/phrase"), &typed).await;
    assert!(page.has("Which one?\n\nPor favor, mándenos el número de serie"));
    let typed = [
        ("version", "1"),
        ("officer", "Sgt. Lane"),
        ("phrase", "phrase.officer.calls"),
    ];
    let page = ada.post(&report(&english, "/phrase"), &typed).await;
    assert!(
        page.has("value=\"Sgt. Lane\"") && page.has("An officer takes your report and calls you.")
    );
    assert!(page.has("please call (203) 341-6000"), "filled in");
    town.work().await;
    assert_eq!(
        row(&town, &english).await.status,
        Status::Submitted,
        "nothing was sent or decided"
    );
    assert!(
        !town
            .mail()
            .iter()
            .any(|mail| mail.contains("serial number"))
    );

    let mut root = town.desk("root", Role::Administrator).await;
    let half = [
        ("group", "phrase.ask"),
        ("text.en", "Color\n\nWhich color was it?"),
        ("text.es", ""),
    ];
    let page = root.post("/staff/settings/phrases", &half).await;
    assert!(
        page.has("Write it in every language") && page.has("Which color was it?"),
        "{}",
        page.text
    );
    let whole = [
        ("group", "phrase.ask"),
        ("text.en", "Color\n\nWhich color was it?"),
        ("text.es", "Color\n\n¿De qué color era?"),
    ];
    let added = root.post("/staff/settings/phrases", &whole).await;
    assert_eq!(
        added.location(),
        "/staff/settings?saved=1",
        "{}",
        added.text
    );
    let page = ada.get(&report(&spanish, "")).await;
    let tag = page
        .text
        .split(">Color</button>")
        .next()
        .expect("the button");
    let code = tag
        .rsplit("value=\"")
        .next()
        .expect("its value")
        .split('"')
        .next()
        .expect("a code");
    let chosen = [("version", "1"), ("phrase", code)];
    assert!(
        ada.post(&report(&spanish, "/phrase"), &chosen)
            .await
            .has("¿De qué color era?")
    );

    let gone = write(&mut root, code, "en", "").await;
    assert!(gone.location().ends_with("?saved=1"), "{}", gone.text);
    assert!(
        !ada.get(&report(&spanish, "")).await.has(">Color</button>"),
        "chosen no more"
    );
    let unknown = ada
        .post(
            &report(&english, "/phrase"),
            &[("version", "1"), ("phrase", "phrase.ask.none")],
        )
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_change_is_on_record_with_its_version_and_not_with_what_it_says() {
    let town = Town::open().await;
    let mut root = town.desk("root", Role::Administrator).await;
    save(
        &mut root,
        "review",
        &REVIEW,
        &[
            ("review.business_days", "5"),
            ("review.follow_up_days", "0"),
        ],
    )
    .await;
    write(&mut root, "mail.foot", "es", "Saludos de Garza.").await;
    save(&mut root, "review", &REVIEW, &[]).await;
    let rows = changes(&town).await;
    let about: Vec<_> = rows
        .iter()
        .map(|row| (row.object.as_deref(), row.outcome))
        .collect();
    assert_eq!(
        about,
        [
            // Saved as it was: the request, and no version.
            (None, Outcome::Ok),
            (Some("mail.foot es 1"), Outcome::Ok),
            (Some("review.follow_up_days 1"), Outcome::Ok),
            (Some("review.business_days 1"), Outcome::Ok),
        ]
    );
    for row in &rows {
        assert_eq!(row.source.as_deref(), Some("192.0.2.7"));
        assert!(!format!("{row:?}").contains("Garza"));
    }
}

#[tokio::test]
async fn figures_ask_once_more_who_one_is_and_a_long_text_is_not_lost_to_that() {
    let town = Town::open().await;
    let mut root = town.desk("root", Role::Administrator).await;
    let late = form(&mut root, &REVIEW, &[("review.business_days", "9")]).await;
    town.clock.advance(Duration::from_secs(16 * 60));
    let late: Vec<(&str, &str)> = late
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let asked = root.post("/staff/settings/review", &late).await;
    assert_eq!(
        asked.location(),
        "/staff/account/confirm?to=/staff/settings"
    );
    assert_eq!(town.state.now().review.business_days, 2);
    let saved = write(&mut root, "mail.foot", "en", "Yours, {department}").await;
    assert_eq!(saved.location(), "/staff/settings/texts/mail.foot?saved=1");
    let mut eve = town.desk("eve", Role::Auditor).await;
    let page = eve.get("/staff/settings/texts/mail.foot").await;
    assert!(
        page.has("Yours, {department}") && !page.has(">Save<"),
        "an auditor reads"
    );
    assert!(!eve.get("/staff/settings").await.has(">Save<"));
}

#[tokio::test]
async fn another_process_on_the_same_database_learns_of_it() {
    let town = Town::open().await;
    let other = Live::new(
        town.state.settings.adjustable.clone(),
        town.state.live.program().clone(),
        "https://reports.police.example",
    );
    let mut root = town.desk("root", Role::Administrator).await;
    save(
        &mut root,
        "review",
        &REVIEW,
        &[("review.business_days", "7")],
    )
    .await;
    assert_eq!(other.now().review.business_days, 2);
    let store = town.db.reopen().await;
    other.refresh(&store).await.expect("looked");
    assert_eq!(other.now().review.business_days, 7);
    assert_eq!(other.now().sites.english().review_days, 7);
    store.close().await;
}
