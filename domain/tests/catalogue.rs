//! Walks the catalogue: every question is on one page, every path ends, every condition looks back.

use domain::answers::{RawAnswers, entry_key};
use domain::eligibility::Stop;
use domain::eligibility::screening::{KIND, KindAnswer};
use domain::field::{Choice, FieldKind, Need};
use domain::incident::{Body, Chapter, Kind, Kinds, Step, step, steps};
use domain::journey::{End, Journey};
use domain::jurisdiction::{Jurisdiction, Layers};
use domain::report::{Certification, Draft, NotReady, Report};
use domain::rules::Rules;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use time::macros::{date, datetime};

static WESTPORT: LazyLock<Jurisdiction> =
    LazyLock::new(|| Jurisdiction::new(&Layers::westport()).expect("layers"));

fn rules() -> Rules<'static> {
    Rules {
        today: date!(2026 - 11 - 20),
        jurisdiction: &WESTPORT,
        closed: Kinds::NONE,
    }
}

#[test]
fn the_six_kinds_that_the_department_announced_are_all_there() {
    let codes: BTreeSet<&str> = Kind::CODES.iter().copied().collect();
    assert_eq!(codes.len(), 6);
    for kind in Kind::ALL {
        assert_eq!(Kind::from_slug(&kind.slug()), Some(*kind));
        assert!(KindAnswer::CODES.contains(&kind.code()));
    }
    assert_eq!(
        KindAnswer::CODES.len(),
        Kind::CODES.len() + 1,
        "the kinds, and something else"
    );
}

#[test]
fn every_field_is_on_exactly_one_step_and_every_step_has_its_own_address() {
    for kind in Kind::ALL {
        let (mut fields, mut ids) = (BTreeSet::new(), BTreeSet::new());
        for step in steps(Some(*kind)) {
            assert!(ids.insert(step.id), "{kind:?}: {} twice", step.id);
            for spec in step.specs() {
                assert!(fields.insert(spec.key), "{kind:?}: {} twice", spec.key);
            }
        }
    }
}

#[test]
fn chapters_come_in_their_fixed_order() {
    for kind in Kind::ALL {
        let chapters: Vec<Chapter> = steps(Some(*kind)).map(|step| step.chapter).collect();
        assert!(chapters.is_sorted(), "{kind:?}");
    }
}

#[test]
fn a_choice_has_options_and_nothing_else_has() {
    for kind in Kind::ALL {
        for spec in steps(Some(*kind)).flat_map(Step::specs) {
            let chooses = matches!(spec.kind, FieldKind::Choice | FieldKind::Choices);
            assert_eq!(chooses, !spec.options.is_empty(), "{}", spec.key);
        }
    }
}

#[test]
fn the_cards_of_a_group_name_fields_of_the_group() {
    for kind in Kind::ALL {
        for step in steps(Some(*kind)) {
            if let Body::Group(group) = &step.body {
                assert_eq!(group.key, step.id);
                for field in group.card {
                    assert!(
                        group.fields.iter().any(|spec| spec.key == *field),
                        "{field}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_type_of_field_is_read_back_as_it_was_written() {
    for kind in Kind::ALL {
        for spec in steps(Some(*kind)).flat_map(Step::specs) {
            assert_eq!(spec.kind.to_string().parse(), Ok(spec.kind));
        }
    }
}

/// Answers the question that the journey waits for, with the `pick`-th option.
fn answer(answers: &mut RawAnswers, step: &Step, pick: &mut impl FnMut(usize) -> usize) {
    let key = |field: &str| match &step.body {
        Body::Fields(_) => field.to_owned(),
        Body::Group(group) => entry_key(group.key, 0, field),
    };
    let fields = step.specs();
    for spec in fields.iter().filter(|spec| spec.need == Need::Required) {
        let value = match spec.kind {
            FieldKind::Choice | FieldKind::Choices => {
                spec.options[pick(spec.options.len())].to_owned()
            }
            FieldKind::Day => "7/4/26".to_owned(),
            FieldKind::Time => "2:30 PM".to_owned(),
            FieldKind::Money => "$1,200".to_owned(),
            FieldKind::Phone => "203 555 0142".to_owned(),
            FieldKind::Email => "ana@example.org".to_owned(),
            FieldKind::Zip => "06880".to_owned(),
            FieldKind::Plate => "AB 12345".to_owned(),
            FieldKind::Vin => "1M8GDM9AXKP042788".to_owned(),
            FieldKind::Imei => "490154203237518".to_owned(),
            FieldKind::Year => "2021".to_owned(),
            FieldKind::LastFour => "1234".to_owned(),
            FieldKind::Count => "3".to_owned(),
            FieldKind::Point => "41.14510,-73.35999".to_owned(),
            FieldKind::Text { .. } | FieldKind::SafeText { .. } | FieldKind::LongText { .. } => {
                "a few words that say enough".to_owned()
            }
        };
        answers.set(key(spec.key), value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever is chosen, the journey ends at "check your answers" or at a stop that names whom to call.
    #[test]
    fn no_journey_is_a_dead_end(picks in prop::collection::vec(0usize..64, 400)) {
        let mut picks = picks.into_iter();
        let mut pick = |options: usize| picks.next().unwrap_or(0) % options;
        let mut answers = RawAnswers::default();
        for _ in 0..60 {
            match Journey::walk(&answers, &rules()).end {
                End::Question(step) => answer(&mut answers, step, &mut pick),
                End::Stopped { stop, at } => {
                    prop_assert!(Stop::ALL.contains(&stop));
                    prop_assert!(!at.specs().is_empty());
                    let draft = Draft { answers, certification: None };
                    prop_assert_eq!(Report::try_from_draft(&draft, &rules()).err(), Some(NotReady::Stopped(stop)));
                    return Ok(());
                }
                End::Ready => {
                    let mut draft = Draft { answers, certification: None };
                    prop_assert_eq!(Report::try_from_draft(&draft, &rules()).err(), Some(NotReady::NotCertified));
                    draft.certification =
                        Some(Certification { notice_version: "1".to_owned(), at: datetime!(2026-11-20 17:00 UTC) });
                    prop_assert!(Report::try_from_draft(&draft, &rules()).is_ok());
                    return Ok(());
                }
            }
        }
        prop_assert!(false, "the journey does not end");
    }

    /// Back and forth along the path never leaves it.
    #[test]
    fn before_and_after_are_each_others_opposite(picks in prop::collection::vec(0usize..64, 400)) {
        let mut picks = picks.into_iter();
        let mut pick = |options: usize| picks.next().unwrap_or(0) % options;
        let mut answers = RawAnswers::default();
        for _ in 0..30 {
            if let End::Question(step) = Journey::walk(&answers, &rules()).end {
                answer(&mut answers, step, &mut pick);
            }
        }
        let journey = Journey::walk(&answers, &rules());
        for pair in journey.done.windows(2) {
            prop_assert_eq!(journey.before(pair[1].id).map(|step| step.id), Some(pair[0].id));
            let next = match journey.after(pair[0].id) { End::Question(step) => Some(step.id), _ => None };
            prop_assert_eq!(next, Some(pair[1].id));
            prop_assert!(journey.open(pair[0].id).is_some());
        }
    }

    #[test]
    fn no_answers_make_the_rules_panic(pairs in prop::collection::vec(("[a-z_.0-9]{1,20}", ".{0,40}"), 0..20), kind in 0usize..6) {
        let mut answers: RawAnswers = pairs.into_iter().collect();
        answers.set("kind", Kind::CODES[kind]);
        answers.set("emergency", "no");
        let _ = Journey::walk(&answers, &rules());
        let draft = Draft { answers, certification: None };
        prop_assert!(Report::try_from_draft(&draft, &rules()).is_err());
    }
}

#[test]
fn a_question_that_does_not_apply_is_not_asked() {
    let mut answers = RawAnswers::default();
    answers.set(KIND.spec.key, "vehicle_burglary");
    let items = step(Some(Kind::VehicleBurglary), "items").expect("step");
    answers.set("anything_taken", "no");
    assert!(
        !(items.applies)(&answers, &rules()),
        "nothing taken: no list of things"
    );
    answers.set("anything_taken", "yes");
    assert!((items.applies)(&answers, &rules()));
}
