//! Handing a report to an officer: who takes it, and how the filer was told. Neither can be skipped.

use super::{Command, Contact, MESSAGE_MAX, NOTE_MAX};
use crate::choices;
use crate::field::{Choice, Field, FieldError, Phone, Text};

/// What an officer typed to hand a report to an officer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedsOfficerForm<'a> {
    pub officer: &'a str,
    /// `email`, `telephone` or `later`.
    pub contact_by: &'a str,
    pub message: &'a str,
    pub number: &'a str,
    pub spoke_with: &'a str,
    pub called_at: &'a str,
    pub outcome: &'a str,
    /// What was tried, where the filer could not be told yet.
    pub note: &'a str,
}

const PHONE: Field<Phone> = Field::phone("number");

fn given(
    name: &'static str,
    raw: &str,
    max: u16,
    errors: &mut Vec<(&'static str, FieldError)>,
) -> Option<Text> {
    Text::new(raw, max)
        .map_err(|error| errors.push((name, error)))
        .ok()
}

choices! {
    /// How the filer is told.
    ContactBy { Email = "email", Telephone = "telephone", Later = "later" }
}

impl NeedsOfficerForm<'_> {
    /// The command, if the officer and how the filer was told are there. Where the filer could not be told yet, the
    /// report stays open.
    ///
    /// # Errors
    /// Every field that is missing or wrong, by name.
    pub fn parse(&self, today: time::Date) -> Result<Command, Vec<(&'static str, FieldError)>> {
        let mut errors = Vec::new();
        let officer = given("officer", self.officer, NOTE_MAX, &mut errors);
        let told = match ContactBy::from_code(self.contact_by) {
            Some(ContactBy::Email) => {
                let message = given("message", self.message, MESSAGE_MAX, &mut errors);
                message.map(|message| {
                    Told::Now(Contact::Email {
                        message: message.to_string(),
                    })
                })
            }
            Some(ContactBy::Telephone) => self.called(today, &mut errors).map(Told::Now),
            Some(ContactBy::Later) if self.note.trim().is_empty() => Some(Told::Later(None)),
            Some(ContactBy::Later) => {
                given("note", self.note, NOTE_MAX, &mut errors).map(|note| Told::Later(Some(note)))
            }
            None => {
                errors.push(("contact_by", FieldError::Missing));
                None
            }
        };
        match (officer, told) {
            (Some(officer), Some(Told::Now(contact))) => {
                Ok(Command::NeedsOfficer { officer, contact })
            }
            (Some(officer), Some(Told::Later(note))) => Ok(Command::NameOfficer { officer, note }),
            _ => Err(errors),
        }
    }

    /// A call: which number, who was spoken to, when, and what came of it.
    fn called(
        &self,
        today: time::Date,
        errors: &mut Vec<(&'static str, FieldError)>,
    ) -> Option<Contact> {
        let number = PHONE.read(self.number, today);
        let number = number.map_err(|error| errors.push(("number", error)));
        let spoke_with = given("spoke_with", self.spoke_with, NOTE_MAX, errors);
        let called_at = given("called_at", self.called_at, NOTE_MAX, errors);
        let outcome = given("outcome", self.outcome, NOTE_MAX, errors);
        Some(Contact::Telephone {
            number: number.ok().flatten()?.to_string(),
            spoke_with: spoke_with?.to_string(),
            called_at: called_at?.to_string(),
            outcome: outcome?.to_string(),
        })
    }
}

/// Whether the filer knows.
enum Told {
    Now(Contact),
    Later(Option<Text>),
}
