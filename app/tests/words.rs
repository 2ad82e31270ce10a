//! The words: every key that the code can ask for is there, and nothing else.
#![cfg(feature = "ssr")]

use app::page::evidence::{EvidenceProblem, LIVE};
use app::page::officer;
use app::page::stopped::authority_code;
use app::words::{Lang, Words};
use domain::eligibility::{Advice, Stop};
use domain::evidence::{FileKind, Refusal};
use domain::field::{Choice, FieldError, FieldSpec, FieldWarning};
use domain::incident::{Body, Chapter, Kind, Step, steps};
use domain::jurisdiction::Area;
use domain::review::Status;
use std::collections::BTreeSet;

mod source;

fn words() -> Words {
    let settings = [
        ("town", "Westport"),
        ("department", "Westport Police Department"),
        ("address", "50 Jesup Road, Westport, CT 06880"),
        ("telephone", "(203) 341-6000"),
    ];
    Words::new(Lang::ENGLISH, &settings).expect("words")
}

/// Keys that must be there, and keys that may be.
fn keys(words: &Words) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut must, mut may) = (BTreeSet::new(), BTreeSet::new());
    let mut field = |spec: &FieldSpec| {
        must.insert(format!("field.{}.label", spec.key));
        may.insert(format!("field.{}.hint", spec.key));
        for code in spec.options {
            let own = format!("option.{}.{code}", spec.key);
            let shared = format!("option.{code}");
            if words.maybe(&own).is_some() {
                must.insert(own)
            } else {
                must.insert(shared)
            };
        }
    };
    for kind in Kind::ALL {
        for step in steps(Some(*kind)) {
            step.specs().iter().for_each(&mut field);
        }
    }
    officer::FIELDS.iter().for_each(&mut field);
    for kind in Kind::ALL {
        must.extend(["title", "about"].map(|part| format!("kind.{}.{part}", kind.code())));
        for Step { id, body, .. } in steps(Some(*kind)) {
            must.insert(format!("step.{id}.title"));
            may.insert(format!("step.{id}.intro"));
            if let Body::Group(group) = body {
                must.extend(
                    ["entry", "add", "again", "none", "one"]
                        .map(|part| format!("step.{id}.{part}")),
                );
                // An empty list is named in the error summary.
                may.insert(format!("field.{}.label", group.key));
            }
        }
    }
    must.extend(Chapter::ALL.map(|chapter| format!("chapter.{}", chapter.code())));
    must.extend(FieldError::ALL.map(|error| format!("error.{}", error.code())));
    must.extend(
        [FieldWarning::VinCheckDigit, FieldWarning::ImeiCheckDigit]
            .map(|warning| format!("warning.{}", warning.code())),
    );
    for stop in Stop::ALL {
        must.extend(["title", "reason"].map(|part| format!("stop.{}.{part}", stop.code())));
        must.insert(format!("authority.{}", authority_code(stop.call())));
    }
    must.extend(Advice::ALL.map(|advice| format!("advice.{}", advice.code())));
    must.extend(
        Area::ALL
            .iter()
            .map(|area| format!("area_question.{}", area.code())),
    );
    must.extend(
        Status::ALL
            .iter()
            .map(|status| format!("status.{}", status.code())),
    );
    must.extend(
        [
            "submitted",
            "review_started",
            "reopened",
            "officer_named",
            "approved",
            "more_asked",
            "more_given",
            "officer_assigned",
            "marked_duplicate",
            "withdrawn",
            "supplement_added",
            "supplements_read",
        ]
        .map(|event| format!("event.{event}")),
    );
    must.extend((1..=12).map(|month| format!("date.month.{month}")));
    must.extend((1..=7).map(|day| format!("date.weekday.{day}")));
    // Small numbers have words of their own, if the language likes.
    may.extend((1..=9).map(|days| format!("business_days.{days}")));
    for error in [
        "not_found",
        "too_large",
        "refused",
        "unreadable",
        "too_many",
        "too_slow",
        "unavailable",
    ] {
        must.extend(["title", "line"].map(|part| format!("page.error.{error}.{part}")));
    }
    must.extend(["in_town", "outside_town", "no_position"].map(|verdict| format!("map.{verdict}")));
    must.extend(source::keys());
    must.extend(evidence_keys());
    must.extend(["language", "in_english"].map(str::to_owned));
    // What officers write often: the desk shows whatever there is.
    may.extend(
        words
            .keys()
            .filter(|key| key.starts_with("phrase."))
            .map(str::to_owned),
    );
    (must, may)
}

/// Photos and files.
fn evidence_keys() -> Vec<String> {
    let page = [
        "title",
        "intro",
        "tip_damage",
        "tip_screen",
        "tip_paper",
        "tip_film",
        "original",
        "choose",
        "limits",
        "full",
        "send",
        "cancel",
        "dismiss",
        "list",
        "part",
        "broken_off",
        "none",
        "receipt",
        "receipt_about",
        "live.over",
    ];
    let problems = EvidenceProblem::ALL.map(|problem| format!("problem.{}", problem.code()));
    let live = LIVE.map(|code| format!("live.{code}"));
    let page = page
        .map(str::to_owned)
        .into_iter()
        .chain(problems)
        .chain(live)
        .map(|key| format!("page.evidence.{key}"));
    let refusals = Refusal::ALL
        .iter()
        .map(|refusal| format!("refusal.{}", refusal.code()));
    let kinds = FileKind::ALL
        .iter()
        .map(|kind| format!("file_kind.{}", kind.code()));
    page.chain(refusals).chain(kinds).collect()
}

#[test]
fn no_sentence_is_missing() {
    let words = words();
    let missing: Vec<String> = keys(&words)
        .0
        .into_iter()
        .filter(|key| words.maybe(key).is_none())
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_sentence_is_unused() {
    let words = words();
    let (must, may) = keys(&words);
    let unused: Vec<&str> = words
        .keys()
        .filter(|key| !must.contains(*key) && !may.contains(*key))
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn no_brace_of_the_settings_is_left_unfilled() {
    let words = words();
    for key in words.keys() {
        let text = words.t(key);
        assert!(
            !text.contains("{town}") && !text.contains("{telephone}"),
            "{key}"
        );
    }
}

#[test]
fn every_stop_names_whom_to_call_and_prints_no_unverified_number() {
    let words = words();
    for stop in Stop::ALL {
        let call = words.t(&format!("authority.{}", authority_code(stop.call())));
        assert!(call.contains("Call"), "{call}");
        let digits: String = call.chars().filter(char::is_ascii_digit).collect();
        assert!(
            ["", "911", "2033416000"].contains(&digits.as_str()),
            "{call}"
        );
    }
}
