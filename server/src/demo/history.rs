//! From a plan to a report with its past: the story is filed, the turns are decided, and what each left behind is kept.

use super::DemoError;
use super::dice::Dice;
use super::form::{self, Sums};
use super::people;
use super::plan::{Plan, Turn, names};
use super::story::{self, Story};
use crate::clock::Clock;
use crate::secret::access_hash;
use crate::store::audit::AuditEntry;
use crate::store::history::{Past, PastEvent};
use crate::store::jobs::JobKind;
use crate::store::reports::{NewReport, area};
use crate::store::{Actor, Uuid};
use crate::usecase::decide::action;
use app::words::Lang;
use domain::calendar::add_business_days;
use domain::field::Text;
use domain::incident::Kinds;
use domain::incident::common::NARRATIVE;
use domain::journey::Journey;
use domain::judgement::{alternatives, asked};
use domain::jurisdiction::Jurisdiction;
use domain::nibrs::coding::{Context, code};
use domain::number::{CaseNumber, CaseNumberError};
use domain::report::{Certification, Draft, Report};
use domain::review::{Case, Command, Contact, Event, MESSAGE_MAX, NOTE_MAX, Status, decide};
use domain::rules::Rules;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use time::OffsetDateTime;

/// Everything that a report's past is made of.
pub struct Teller {
    pub seed: u64,
    pub plans: Vec<Plan>,
    /// By the index of the report.
    pub cases: BTreeMap<u64, CaseNumber>,
    pub map: Arc<Jurisdiction>,
    pub clock: Clock,
    /// The version of the notice that was certified.
    pub notice: String,
    pub town: String,
    pub review_days: u16,
    pub reviewers: Vec<Actor>,
    pub now: OffsetDateTime,
}

/// A report, and its rows of the audit trail.
pub struct Told {
    pub past: Past,
    pub rows: Vec<(OffsetDateTime, AuditEntry)>,
}

/// The desk's address, and filers' ones: networks of documentation (RFC 5737).
pub const DESK: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 20));

pub fn filer(dice: &mut Dice) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(203, 0, 113, dice.byte()))
}

/// An id of this moment (UUID v7) that comes out the same every time.
pub fn id(dice: &mut Dice, at: OffsetDateTime) -> Uuid {
    let millis = u64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
    let random: [u8; 10] = std::array::from_fn(|_| dice.byte());
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

impl Teller {
    /// The rules of the day on which something was sent.
    pub fn rules(&self, at: OffsetDateTime) -> Rules<'_> {
        Rules {
            today: self.clock.local(at).date(),
            jurisdiction: &self.map,
            closed: Kinds::NONE,
        }
    }

    /// Tells one report, and counts what is counted of it.
    ///
    /// # Errors
    /// [`DemoError`].
    pub fn tell(&self, plan: &Plan, sums: &mut Sums) -> Result<Told, DemoError> {
        let mut dice = Dice::new(self.seed, plan.index * 4 + 3);
        let Story {
            answers,
            filer: person,
            spanish,
        } = self.story(plan);
        let (key, tracking) = names(self.seed, plan.index);
        let draft = Draft {
            answers,
            certification: Some(Certification {
                notice_version: self.notice.clone(),
                at: plan.submitted,
            }),
        };
        let report =
            Report::try_from_draft(&draft, &self.rules(plan.submitted)).map_err(|why| {
                DemoError::NoReport {
                    index: plan.index,
                    kind: plan.kind,
                    why,
                }
            })?;
        let submitted = AuditEntry::new(plan.submitted, Actor::Filer, "report.submit");
        let client = filer(&mut dice);
        let object = tracking.compact().to_owned();
        let mut rows = vec![(plan.submitted, submitted.about(&object).from(client))];
        let mut sent = vec![(JobKind::Receipt, plan.submitted)];
        let rules = self.rules(plan.submitted);
        let days = (rules.today, self.clock.local(self.now).date());
        let journey = Journey::walk(&draft.answers, &rules);
        form::count(&mut sums.form, self.seed, plan, &journey, days);
        let rated = form::rate(&mut sums.rated, self.seed, plan, &self.clock, self.now);
        let (mut events, mut status, mut case) = (Vec::new(), Status::Submitted, None);
        let questions = asked(&report);
        for (at, turn) in &plan.life {
            let by = if turn.is_filers() {
                Actor::Filer
            } else {
                self.reviewers[plan.reviewer].clone()
            };
            let command = self.command(*turn, &report, &mut dice);
            let action = action(&command);
            let case_at = |status| Case {
                status,
                own: &tracking,
                asked: &questions,
                confirms: false,
                proposal: None,
            };
            for event in decide(case_at(status), command)? {
                status = event.status();
                if let Event::Approved { judgement } = &event {
                    let number = self.cases.get(&plan.index).ok_or(CaseNumberError::Shape)?;
                    let context = Context {
                        number: number
                            .as_str()
                            .parse()
                            .map_err(|_| CaseNumberError::Shape)?,
                        town: &self.town,
                    };
                    case = Some((number.clone(), code(&report, judgement, &context)?));
                }
                sent.extend(leaves(&event).iter().map(|kind| (*kind, *at)));
                events.push(PastEvent {
                    at: *at,
                    by: by.clone(),
                    event,
                });
            }
            let from = if turn.is_filers() { client } else { DESK };
            let row = |action| {
                (
                    *at,
                    AuditEntry::new(*at, by.clone(), action)
                        .about(&object)
                        .from(from),
                )
            };
            if !turn.is_filers() {
                rows.push(row("report.read"));
            }
            rows.push(row(action));
        }
        let record = serde_json::to_value(&report).map_err(|_| DemoError::Unwritable)?;
        let area = area(&draft.answers, &self.map.bounds());
        let lang = spanish.then(|| Lang::of("es")).flatten();
        let past = Past {
            report: NewReport {
                id: id(&mut dice, plan.submitted),
                access_hash: access_hash(&tracking, &key.access_code()),
                tracking,
                draft: key.hash(),
                kind: report.kind,
                answers: draft.answers,
                record,
                advice: report.advice,
                finding: report.finding,
                area,
                certification: report.certification,
                filer_name: format!("{} {}", person.first, person.last),
                filer_email: person.email,
                lang: lang.unwrap_or(Lang::ENGLISH),
                submitted_at: plan.submitted,
                review_by: add_business_days(plan.submitted, self.review_days),
            },
            events,
            case,
            sent,
            rated,
        };
        Ok(Told { past, rows })
    }

    /// Its own story; who sends one twice tells the first one again.
    fn story(&self, plan: &Plan) -> Story {
        let again = plan.life.iter().find_map(|(_, turn)| match turn {
            Turn::Duplicate(of) => self.plans.get(usize::try_from(*of).ok()?),
            _ => None,
        });
        let told = again.unwrap_or(plan);
        let mut story = story::tell(self.seed, told, &self.rules(told.submitted));
        if again.is_some() {
            let first = story.answers.get(NARRATIVE.spec.key);
            let words = format!("I am not sure that this was sent the first time. {first}");
            story.answers.set(NARRATIVE.spec.key, words);
        }
        story
    }

    fn command(&self, turn: Turn, report: &Report, dice: &mut Dice) -> Command {
        let text = |words: &str, max| Text::new(words, max);
        match turn {
            Turn::Start => Command::StartReview,
            Turn::Approve => {
                let judgements = alternatives(&asked(report));
                Command::Approve {
                    judgement: dice.pick(&judgements),
                }
            }
            Turn::Ask => text(
                dice.pick(&[
                    "Could you tell us when you last saw it, as exactly as you can?",
                    "Do you have a receipt, a serial number or a picture of it?",
                    "Which side of the street was it on? The address and the pin do not agree.",
                ]),
                MESSAGE_MAX,
            )
            .map_or(Command::StartReview, |question| Command::AskForMore { question }),
            Turn::Reply => text(
                dice.pick(&[
                    "It was on Tuesday, after lunch, between one and half past two.",
                    "I found the receipt and can send it. The number is on it.",
                    "On the side of the library. The pin is right.",
                ]),
                MESSAGE_MAX,
            )
            .map_or(Command::StartReview, |answer| Command::Reply { answer }),
            Turn::Officer { by_mail } => self.officer(by_mail, dice),
            Turn::Duplicate(of) => Command::MarkDuplicate {
                of: names(self.seed, of).1,
            },
            Turn::Withdraw => Command::Withdraw,
            Turn::Supplement => text(
                dice.pick(&[
                    "I have found two more things that are missing: a charger and a pair of gloves.",
                    "The repair was estimated at more than I wrote. I can send the estimate.",
                    "It has turned up. Somebody had handed it in.",
                ]),
                MESSAGE_MAX,
            )
            .map_or(Command::ReadSupplements, |text| Command::Supplement { text }),
            Turn::ReadSupplements => Command::ReadSupplements,
        }
    }

    fn officer(&self, by_mail: bool, dice: &mut Dice) -> Command {
        let name = dice.pick(&[
            "Ofc. R. Placeholder",
            "Ofc. J. Mockford",
            "Det. S. Fablewood",
        ]);
        let contact = if by_mail {
            Contact::Email {
                message:
                    "Thank you for your report. An officer will call you to take it in person."
                        .to_owned(),
            }
        } else {
            Contact::Telephone {
                number: people::phone(dice),
                spoke_with: "the filer".to_owned(),
                called_at: "10 AM".to_owned(),
                outcome: "will come to the station this week".to_owned(),
            }
        };
        Text::new(name, NOTE_MAX).map_or(Command::StartReview, |officer| Command::NeedsOfficer {
            officer,
            contact,
        })
    }
}

/// What an event had sent. Follow-up messages are left out: most would not be due yet.
const fn leaves(event: &Event) -> &'static [JobKind] {
    match event {
        Event::Approved { .. } => &[JobKind::Copy, JobKind::Rms],
        Event::MoreAsked { .. } => &[JobKind::MoreAsked],
        Event::OfficerAssigned {
            contact: Contact::Email { .. },
            ..
        } => &[JobKind::OfficerAssigned],
        Event::MarkedDuplicate { .. } => &[JobKind::Duplicate],
        Event::Reopened { .. } => &[JobKind::Reopened],
        Event::SupplementAdded { .. } => &[JobKind::Supplement, JobKind::RmsSupplement],
        Event::OfficerAssigned {
            contact: Contact::Telephone { .. },
            ..
        }
        | Event::Submitted
        | Event::ReviewStarted
        | Event::ApprovalProposed { .. }
        | Event::ProposalReturned { .. }
        | Event::Corrected { .. }
        | Event::OfficerNamed { .. }
        | Event::MoreGiven { .. }
        | Event::Withdrawn
        | Event::SupplementsRead => &[],
    }
}
