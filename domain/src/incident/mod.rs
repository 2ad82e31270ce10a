//! The incident catalogue: the kinds of report that can be filed online, and every question of each.
//!
//! One kind is one module here (its parsed struct and its own steps) and one line in [`Kind`]. What all
//! kinds share is in [`common`]. Adding a kind is adding a module, a variant and its words; the tests in
//! `domain/tests/catalogue.rs` then walk it.

pub mod common;
pub mod damage_to_vehicle;
pub mod harassing_calls;
pub mod identity_theft;
mod kinds;
pub mod lost_property;
pub mod property;
pub mod vandalism;
pub mod vehicle;
pub mod vehicle_burglary;

pub use kinds::Kinds;

use crate::answers::RawAnswers;
use crate::choices;
use crate::eligibility::screening;
use crate::field::{Choice, FieldSpec};
use crate::rules::Rules;
use serde::Serialize;

choices! {
    /// The six kinds that the department announced. The list can grow.
    Kind {
        LostProperty = "lost_property",
        VehicleBurglary = "vehicle_burglary",
        Vandalism = "vandalism",
        DamageToVehicle = "damage_to_vehicle",
        IdentityTheft = "identity_theft",
        HarassingCalls = "harassing_calls",
    }
}

impl Kind {
    /// The kind in the address of a page, e.g. `lost-property`.
    #[must_use]
    pub fn slug(self) -> String {
        self.code().replace('_', "-")
    }

    /// The kind named by the address of a page.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::from_code(&slug.replace('-', "_"))
    }

    /// Whether the form asks for photos and files on a page of its own. What is lost has no scene to show: there the
    /// page with all answers offers it.
    #[must_use]
    pub const fn asks_for_files(self) -> bool {
        match self {
            Self::LostProperty => false,
            Self::VehicleBurglary
            | Self::Vandalism
            | Self::DamageToVehicle
            | Self::IdentityTheft
            | Self::HarassingCalls => true,
        }
    }

    /// Whether the filer may have to leave in a hurry: whoever does this to them may be in the room.
    #[must_use]
    pub const fn offers_exit(self) -> bool {
        match self {
            Self::HarassingCalls => true,
            Self::LostProperty
            | Self::VehicleBurglary
            | Self::Vandalism
            | Self::DamageToVehicle
            | Self::IdentityTheft => false,
        }
    }

    /// The steps of this kind alone, between "when" and "about you".
    fn own_steps(self) -> &'static [&'static Step] {
        match self {
            Self::LostProperty => lost_property::STEPS,
            Self::VehicleBurglary => vehicle_burglary::STEPS,
            Self::Vandalism => vandalism::STEPS,
            Self::DamageToVehicle => damage_to_vehicle::STEPS,
            Self::IdentityTheft => identity_theft::STEPS,
            Self::HarassingCalls => harassing_calls::STEPS,
        }
    }

    /// Whether the incident happened at a place that decides whose report it is (facts: identity theft
    /// follows residence, C.G.S. 54-1n; calls are received wherever the filer was, C.G.S. 53a-183).
    #[must_use]
    pub const fn has_place(self) -> bool {
        match self {
            Self::LostProperty
            | Self::VehicleBurglary
            | Self::Vandalism
            | Self::DamageToVehicle => true,
            Self::IdentityTheft | Self::HarassingCalls => false,
        }
    }
}

/// The five fixed chapters of the step indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Chapter {
    Screening,
    WhereWhen,
    WhatHappened,
    AboutYou,
    CheckAndSend,
}

impl Chapter {
    pub const ALL: [Self; 5] = [
        Self::Screening,
        Self::WhereWhen,
        Self::WhatHappened,
        Self::AboutYou,
        Self::CheckAndSend,
    ];

    /// The code that names the chapter (`chapter.<code>`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::WhereWhen => "where_when",
            Self::WhatHappened => "what_happened",
            Self::AboutYou => "about_you",
            Self::CheckAndSend => "check_and_send",
        }
    }
}

/// One page of questions: one idea.
#[derive(Debug)]
pub struct Step {
    /// The page's address and the name of its words (`step.<id>`).
    pub id: &'static str,
    pub chapter: Chapter,
    pub body: Body,
    /// Whether the page is shown, given the answers of earlier pages.
    pub applies: fn(&RawAnswers, &Rules<'_>) -> bool,
}

/// What a page holds.
#[derive(Debug)]
pub enum Body {
    /// Some fields, answered once.
    Fields(&'static [FieldSpec]),
    /// A list of entries, each with the same fields.
    Group(Group),
}

/// A repeated group: property items, accounts, calls, witnesses.
#[derive(Debug)]
pub struct Group {
    /// The prefix of its answers, and the name of its words.
    pub key: &'static str,
    /// How many entries there must be at least. The most is [`crate::answers::MAX_ENTRIES`].
    pub min: usize,
    pub fields: &'static [FieldSpec],
    /// The fields whose answers name an entry on its card.
    pub card: &'static [&'static str],
}

impl Group {
    /// The keys of its fields, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<&'static str> {
        self.fields.iter().map(|spec| spec.key).collect()
    }
}

impl Step {
    /// A page of fields that is always shown.
    #[must_use]
    pub const fn fields(id: &'static str, chapter: Chapter, fields: &'static [FieldSpec]) -> Self {
        Self {
            id,
            chapter,
            body: Body::Fields(fields),
            applies: always,
        }
    }

    /// A page with a list of entries that is always shown.
    #[must_use]
    pub const fn group(chapter: Chapter, group: Group) -> Self {
        Self {
            id: group.key,
            chapter,
            body: Body::Group(group),
            applies: always,
        }
    }

    /// Shown only when the answers say so.
    #[must_use]
    pub const fn when(mut self, applies: fn(&RawAnswers, &Rules<'_>) -> bool) -> Self {
        self.applies = applies;
        self
    }

    /// The fields of the page, or of one entry.
    #[must_use]
    pub const fn specs(&self) -> &'static [FieldSpec] {
        match &self.body {
            Body::Fields(fields) => fields,
            Body::Group(group) => group.fields,
        }
    }
}

fn always(_: &RawAnswers, _: &Rules<'_>) -> bool {
    true
}

/// All steps of a kind, in order. Before a kind is chosen: the first two.
pub fn steps(kind: Option<Kind>) -> impl Iterator<Item = &'static Step> {
    let (own, tail): (&[&Step], &[&Step]) = match kind {
        Some(kind) => (kind.own_steps(), common::TAIL),
        None => (&[], &[]),
    };
    let place = kind.map_or(&[][..], common::where_when);
    screening::steps(kind)
        .iter()
        .chain(place)
        .chain(own)
        .chain(tail)
        .copied()
}

/// The step with this id, among those of a kind.
#[must_use]
pub fn step(kind: Option<Kind>, id: &str) -> Option<&'static Step> {
    steps(kind).find(|step| step.id == id)
}

/// The kind that was chosen, if the answer names one.
#[must_use]
pub fn chosen_kind(answers: &RawAnswers) -> Option<Kind> {
    Kind::from_code(answers.get(screening::KIND.spec.key))
}
