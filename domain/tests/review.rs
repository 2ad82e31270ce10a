//! A report's life: every command on every status.

use domain::field::{Choice, FieldError, Text};
use domain::judgement::{Damage, Judgement, Question};
use domain::number::TrackingNumber;
use domain::review::{
    Case, Command, Contact, Event, NeedsOfficerForm, Proposal, Refusal, Status, decide,
};
use proptest::prelude::*;

fn own() -> TrackingNumber {
    TrackingNumber::from_random(|| 7)
}

fn other() -> TrackingNumber {
    TrackingNumber::from_random(|| 8)
}

fn text() -> Text {
    Text::new("some words", 100).expect("text")
}

/// A report of this status, in a department that wants no second pair of eyes.
fn case(status: Status, own: &TrackingNumber) -> Case<'_> {
    Case {
        status,
        own,
        asked: &[],
        confirms: false,
        proposal: (status == Status::Proposed).then_some(Proposal {
            judgement: Judgement::default(),
            is_own: false,
        }),
    }
}

fn commands() -> Vec<Command> {
    vec![
        Command::StartReview,
        Command::Approve {
            judgement: Judgement::default(),
        },
        Command::AskForMore { question: text() },
        Command::NameOfficer {
            officer: text(),
            note: None,
        },
        Command::NeedsOfficer {
            officer: text(),
            contact: Contact::Email {
                message: "m".to_owned(),
            },
        },
        Command::MarkDuplicate { of: other() },
        Command::MarkDuplicate { of: own() },
        Command::Reply { answer: text() },
        Command::Withdraw,
        Command::Confirm,
        Command::KickBack { reason: text() },
        Command::Supplement { text: text() },
        Command::ReadSupplements,
        Command::Correct {
            key: "narrative".to_owned(),
            value: text(),
            reason: text(),
        },
    ]
}

/// The status after each of [`commands`], in their order.
fn table(status: Status) -> [Result<Status, Refusal>; 14] {
    use Status::{
        Approved, Duplicate, InfoAsked, OfficerAssigned, OfficerNamed, Proposed, Submitted,
        UnderReview, Withdrawn,
    };
    let no = Err(Refusal::NotApproved);
    let done = Err(Refusal::AlreadyDecided(status));
    let nothing = Err(Refusal::NothingProposed);
    let waits = Err(Refusal::Proposed);
    let open = |looked, replied, corrected| {
        [
            Ok(looked),
            Ok(Approved),
            Ok(InfoAsked),
            Ok(OfficerNamed),
            Ok(OfficerAssigned),
            Ok(Duplicate),
            Err(Refusal::DuplicateOfItself),
            replied,
            Ok(Withdrawn),
            nothing,
            nothing,
            no,
            no,
            corrected,
        ]
    };
    let decided = |again, supplement| {
        [
            done, done, done, done, done, done, done, done, done, done, again, supplement,
            supplement, done,
        ]
    };
    let unasked = Err(Refusal::NothingAsked);
    match status {
        Submitted => open(UnderReview, unasked, Ok(UnderReview)),
        UnderReview => open(UnderReview, unasked, Ok(UnderReview)),
        InfoAsked => open(InfoAsked, Ok(Submitted), Err(Refusal::NotUnderReview)),
        OfficerNamed => open(OfficerNamed, unasked, Err(Refusal::NotUnderReview)),
        Proposed => [
            Ok(Proposed),
            waits,
            waits,
            waits,
            waits,
            waits,
            waits,
            unasked,
            Ok(Withdrawn),
            Ok(Approved),
            Ok(UnderReview),
            no,
            no,
            waits,
        ],
        Approved => decided(done, Ok(Approved)),
        OfficerAssigned => decided(Ok(UnderReview), no),
        Duplicate => decided(Ok(UnderReview), no),
        Withdrawn => decided(done, no),
    }
}

#[test]
fn every_command_on_every_status_does_what_the_table_says() {
    for status in Status::ALL {
        for (command, expected) in commands().into_iter().zip(table(*status)) {
            let after = decide(case(*status, &own()), command.clone())
                .map(|events| events.last().map_or(*status, Event::status));
            assert_eq!(after, expected, "{status:?} {command:?}");
        }
    }
}

#[test]
fn what_comes_after_a_decision_leaves_who_decided_it() {
    for command in [
        Command::Supplement { text: text() },
        Command::ReadSupplements,
    ] {
        let events = decide(case(Status::Approved, &own()), command).expect("an event");
        assert!(events.iter().all(|event| !event.decides()));
    }
}

#[test]
fn with_a_second_pair_of_eyes_an_approval_waits_for_another_person() {
    let judgement = Judgement {
        damage: Some(Damage::Minor),
        ..Judgement::default()
    };
    let own = own();
    let confirms = |status| Case {
        confirms: true,
        asked: &[Question::Damage],
        ..case(status, &own)
    };
    assert_eq!(
        decide(
            confirms(Status::UnderReview),
            Command::Approve { judgement }
        ),
        Ok(vec![Event::ApprovalProposed { judgement }])
    );
    let proposed = |is_own| Case {
        proposal: Some(Proposal { judgement, is_own }),
        ..confirms(Status::Proposed)
    };
    assert_eq!(
        decide(proposed(true), Command::Confirm),
        Err(Refusal::OwnProposal)
    );
    assert_eq!(
        decide(proposed(false), Command::Confirm),
        Ok(vec![Event::Approved { judgement }])
    );
    let back = decide(proposed(false), Command::KickBack { reason: text() }).expect("an event");
    assert_eq!(back.last().map(Event::status), Some(Status::UnderReview));
    assert!(
        back.iter().all(|event| !event.is_told()),
        "what officers settle is not the filer's to read"
    );
}

#[test]
fn an_officer_without_a_contact_leaves_the_report_open() {
    let form = NeedsOfficerForm {
        officer: "Officer Reyes",
        contact_by: "later",
        note: "Nobody answered at 3 PM",
        ..NeedsOfficerForm::default()
    };
    let command = form
        .parse(time::macros::date!(2026 - 11 - 24))
        .expect("a command");
    let events = decide(case(Status::Submitted, &own()), command).expect("an event");
    let after = events.last().expect("an event").status();
    assert!(after.is_open());
    let called = NeedsOfficerForm {
        contact_by: "telephone",
        number: "203 555 0142",
        spoke_with: "the filer",
        called_at: "",
        outcome: "told",
        ..form
    };
    assert_eq!(
        called.parse(time::macros::date!(2026 - 11 - 24)),
        Err(vec![("called_at", FieldError::Missing)]),
        "a call has its time"
    );
}

const fn is_final(status: Status) -> bool {
    matches!(status, Status::Approved | Status::Withdrawn)
}

proptest! {
    /// Whatever is commanded in whatever order: an approval or a withdrawal is for good.
    #[test]
    fn no_sequence_of_commands_leaves_the_graph(sequence in prop::collection::vec(0usize..14, 0..60)) {
        let (mut status, mut finals) = (Status::Submitted, 0);
        for place in sequence {
            if let Ok(events) = decide(case(status, &own()), commands().swap_remove(place)) {
                for event in events {
                    finals += usize::from(is_final(event.status()) && !is_final(status));
                    prop_assert!(!is_final(status) || event.status() == status, "{status:?} is final");
                    status = event.status();
                }
            }
        }
        prop_assert!(finals <= 1);
        prop_assert_eq!(finals == 1, is_final(status));
    }
}

#[test]
fn events_survive_being_written_down() {
    for event in [
        Event::Submitted,
        Event::Approved {
            judgement: Judgement {
                damage: Some(Damage::Minor),
                ..Judgement::default()
            },
        },
        Event::MoreAsked {
            question: "q".to_owned(),
        },
        Event::OfficerAssigned {
            officer: "o".to_owned(),
            contact: Contact::Telephone {
                number: "n".to_owned(),
                spoke_with: "s".to_owned(),
                called_at: "c".to_owned(),
                outcome: "x".to_owned(),
            },
        },
        Event::OfficerNamed {
            officer: "o".to_owned(),
            note: None,
        },
        Event::Reopened {
            reason: "r".to_owned(),
        },
        Event::MarkedDuplicate { of: other() },
    ] {
        let json = serde_json::to_string(&event).expect("JSON");
        assert_eq!(serde_json::from_str::<Event>(&json).expect("event"), event);
    }
}

#[test]
fn an_approval_needs_the_judgement_that_is_asked_and_keeps_no_other() {
    let answered = Judgement {
        damage: Some(Damage::Substantial),
        ..Judgement::default()
    };
    let own = own();
    let approve = |judgement, asked: &[Question]| {
        let case = Case {
            asked,
            ..case(Status::UnderReview, &own)
        };
        decide(case, Command::Approve { judgement })
    };
    assert_eq!(
        approve(Judgement::default(), &[Question::Damage]),
        Err(Refusal::NotJudged(Question::Damage))
    );
    assert_eq!(
        approve(answered, &[Question::Damage]),
        Ok(vec![Event::Approved {
            judgement: answered
        }])
    );
    let unasked = Event::Approved {
        judgement: Judgement::default(),
    };
    assert_eq!(approve(answered, &[]), Ok(vec![unasked]));
}

#[test]
fn an_approval_from_before_officers_were_asked_still_reads() {
    let event: Event = serde_json::from_str(r#"{"event":"approved"}"#).expect("event");
    assert_eq!(
        event,
        Event::Approved {
            judgement: Judgement::default()
        }
    );
    assert_eq!(
        serde_json::to_string(&event).expect("JSON"),
        r#"{"event":"approved"}"#
    );
}
