//! A report's life: every command on every status.

use domain::field::{Choice, Text};
use domain::judgement::{Damage, Judgement, Question};
use domain::number::TrackingNumber;
use domain::review::{Command, Contact, Event, Refusal, Status, decide};
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

fn commands() -> Vec<Command> {
    vec![
        Command::StartReview,
        Command::Approve {
            judgement: Judgement::default(),
        },
        Command::AskForMore { question: text() },
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
    ]
}

fn is_final(status: Status) -> bool {
    matches!(
        status,
        Status::Approved | Status::OfficerAssigned | Status::Duplicate | Status::Withdrawn
    )
}

#[test]
fn a_decided_report_takes_no_command() {
    for status in Status::ALL
        .iter()
        .copied()
        .filter(|status| is_final(*status))
    {
        for command in commands() {
            assert_eq!(
                decide(status, &own(), &[], command.clone()),
                Err(Refusal::AlreadyDecided(status)),
                "{command:?}"
            );
        }
    }
}

#[test]
fn an_approved_report_takes_supplements_and_stays_approved_and_no_other_takes_any() {
    let supplement = Command::Supplement { text: text() };
    for command in [supplement, Command::ReadSupplements] {
        for status in Status::ALL {
            let decided = decide(*status, &own(), &[], command.clone());
            if *status == Status::Approved {
                let events = decided.expect("an event");
                assert!(
                    events
                        .iter()
                        .all(|event| event.status() == Status::Approved)
                );
                assert!(events.iter().all(|event| !event.decides()));
            } else {
                assert_eq!(decided, Err(Refusal::NotApproved), "{status:?}");
            }
        }
    }
}

#[test]
fn every_command_on_every_open_status_does_what_the_table_says() {
    let after = |status, command: Command| {
        decide(status, &own(), &[], command)
            .map(|events| events.last().map_or(status, Event::status))
    };
    for status in [Status::Submitted, Status::UnderReview, Status::InfoAsked] {
        let looked = if status == Status::Submitted {
            Status::UnderReview
        } else {
            status
        };
        let replied = if status == Status::InfoAsked {
            Ok(Status::Submitted)
        } else {
            Err(Refusal::NothingAsked)
        };
        let expected = [
            Ok(looked),
            Ok(Status::Approved),
            Ok(Status::InfoAsked),
            Ok(Status::OfficerAssigned),
            Ok(Status::Duplicate),
            Err(Refusal::DuplicateOfItself),
            replied,
            Ok(Status::Withdrawn),
        ];
        for (command, expected) in commands().into_iter().zip(expected) {
            assert_eq!(
                after(status, command.clone()),
                expected,
                "{status:?} {command:?}"
            );
        }
    }
}

proptest! {
    /// Whatever is commanded in whatever order: one final status at most, and nothing after it.
    #[test]
    fn no_sequence_of_commands_leaves_the_graph(sequence in prop::collection::vec(0usize..8, 0..40)) {
        let (mut status, mut finals) = (Status::Submitted, 0);
        for place in sequence {
            if let Ok(events) = decide(status, &own(), &[], commands().swap_remove(place)) {
                for event in events {
                    prop_assert!(!is_final(status), "{status:?} is final");
                    status = event.status();
                    finals += usize::from(is_final(status));
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
                outcome: "x".to_owned(),
            },
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
    let approve = |judgement, asked: &[Question]| {
        decide(
            Status::UnderReview,
            &own(),
            asked,
            Command::Approve { judgement },
        )
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
