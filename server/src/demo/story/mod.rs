//! The answers of a made-up report, as a filer would have typed them. Whether they make a report is for the domain to
//! say: nothing here goes around it.

mod damage_to_vehicle;
mod harassing_calls;
mod identity_theft;
mod lost_property;
mod things;
mod vandalism;
mod vehicle_burglary;
mod vehicles;

use super::dice::Dice;
use super::people::{self, Person};
use super::places;
use super::plan::Plan;
use domain::answers::{RawAnswers, entry_key};
use domain::field::Choice;
use domain::incident::Kind;
use domain::rules::Rules;
use time::{Date, Duration};

/// What was typed, and by whom.
pub struct Story {
    pub answers: RawAnswers,
    pub filer: Person,
    pub spanish: bool,
}

/// Tells a report of this kind.
#[must_use]
pub fn tell(seed: u64, plan: &Plan, rules: &Rules<'_>) -> Story {
    let mut dice = Dice::new(seed, plan.index * 4 + 2);
    let filer = people::person(&mut dice, rules.today.year());
    let spanish = dice.percent(8);
    let mut teller = Teller {
        dice,
        rules,
        answers: RawAnswers::default(),
        spanish,
    };
    teller.screening(plan);
    match plan.kind {
        Kind::LostProperty => lost_property::tell(&mut teller),
        Kind::VehicleBurglary => vehicle_burglary::tell(&mut teller),
        Kind::Vandalism => vandalism::tell(&mut teller),
        Kind::DamageToVehicle => damage_to_vehicle::tell(&mut teller),
        Kind::IdentityTheft => identity_theft::tell(&mut teller),
        Kind::HarassingCalls => harassing_calls::tell(&mut teller),
    }
    teller.about(&filer, plan.kind);
    Story {
        answers: teller.answers,
        filer,
        spanish,
    }
}

/// Who tells: the chance, the rules of the day, the answers so far.
struct Teller<'a> {
    dice: Dice,
    rules: &'a Rules<'a>,
    answers: RawAnswers,
    spanish: bool,
}

impl Teller<'_> {
    fn put(&mut self, key: &str, value: impl Into<String>) {
        self.answers.set(key, value);
    }

    fn entry(&mut self, group: &str, index: usize, key: &str, value: impl Into<String>) {
        self.answers.set(entry_key(group, index, key), value);
    }

    /// Sometimes answered.
    fn maybe(&mut self, chance: u64, key: &str, of: &[&'static str]) {
        if self.dice.percent(chance) {
            let value = self.dice.pick(of);
            self.put(key, value);
        }
    }

    /// One of the codes.
    fn choose(&mut self, key: &str, codes: &[&'static str]) -> &'static str {
        let code = self.dice.pick(codes);
        self.put(key, code);
        code
    }

    /// Yes as often as this, else no.
    fn yes(&mut self, chance: u64, key: &str) -> bool {
        let yes = self.dice.percent(chance);
        self.put(key, if yes { "yes" } else { "no" });
        yes
    }

    /// In the filer's language.
    fn said(&mut self, english: &[&'static str], spanish: &'static str) -> &'static str {
        if self.spanish {
            spanish
        } else {
            self.dice.pick(english)
        }
    }

    fn days_ago(&self, days: i64) -> Date {
        self.rules.today - Duration::days(days)
    }

    fn screening(&mut self, plan: &Plan) {
        self.put("emergency", "no");
        self.put("kind", plan.kind.code());
        match plan.kind {
            Kind::IdentityTheft => self.put("lives_in_town", "yes"),
            Kind::HarassingCalls => {
                self.choose(
                    "call_area",
                    &["received_in_town", "received_in_town", "lives_in_town"],
                );
            }
            Kind::LostProperty
            | Kind::VehicleBurglary
            | Kind::Vandalism
            | Kind::DamageToVehicle => {
                self.put("area", "in_town");
            }
        }
        self.put("suspect", "no");
        self.put("weapon", "no");
        if plan.flagged {
            self.choose("signs", signs(plan.kind));
            self.put("after_advice", "go_on");
        } else {
            self.put("signs", "none");
        }
    }

    /// Where, with the answer to the map's question where it has one.
    fn place(&mut self) {
        if let Some(place) = places::place(&mut self.dice, self.rules.jurisdiction) {
            self.put("place_address", place.address);
            self.put("place_pin", place.pin.to_string());
            self.put("place_kind", place.kind);
            if place.asked {
                self.put("on_area", "no");
            }
        }
    }

    /// When: some days before it was sent, at the times that such things happen.
    fn when(&mut self, hours: (i64, i64)) {
        let ago = i64::try_from(self.dice.weighted(&[0, 50, 22, 10, 6, 4, 3, 2])).unwrap_or(1);
        self.put("from_day", written(self.days_ago(ago)));
        if self.dice.percent(75) {
            let hour = self.dice.between(hours.0, hours.1).rem_euclid(24);
            let minute = self.dice.pick(&[0, 0, 15, 30, 45]);
            self.put("from_time", format!("{hour}:{minute:02}"));
        }
        if self.dice.percent(45) {
            self.put("to_day", written(self.days_ago(ago - 1)));
            self.maybe(70, "to_time", &["6:30 am", "7:00 am", "7:45 am", "8:15 am"]);
        }
    }

    /// Cameras and people who saw it.
    fn seen(&mut self) {
        if self.choose("cameras", &["no", "no", "unsure", "yes"]) == "yes" {
            self.maybe(
                80,
                "camera_owner",
                &[
                    "Ours, above the garage",
                    "The neighbor across the street",
                    "The shop's, at the door",
                ],
            );
            self.maybe(60, "camera_days", &["7", "14", "30"]);
        }
        if self.dice.percent(12) {
            let name = people::name(&mut self.dice);
            let contact = people::phone(&mut self.dice);
            self.entry("witnesses", 0, "witness_name", name);
            self.entry("witnesses", 0, "witness_contact", contact);
            self.entry(
                "witnesses",
                0,
                "witness_saw",
                "Heard a noise and saw somebody walk away quickly.",
            );
        }
    }

    fn about(&mut self, filer: &Person, kind: Kind) {
        let role = match kind {
            Kind::LostProperty => self.choose("role", &["owner"]),
            Kind::IdentityTheft | Kind::HarassingCalls => self.choose("role", &["victim"]),
            Kind::VehicleBurglary | Kind::DamageToVehicle => {
                self.choose("role", &["victim", "victim", "owner", "reporting_party"])
            }
            Kind::Vandalism => {
                self.choose("role", &["victim", "victim", "business", "reporting_party"])
            }
        };
        if role == "business" {
            self.choose(
                "business_name",
                &[
                    "Sample Bakery LLC",
                    "Example Hardware Co.",
                    "Placeholder Bikes",
                    "The Fictional Bookshop",
                ],
            );
            self.choose("business_authority", &["Owner", "Manager"]);
        }
        self.put("first_name", filer.first);
        self.put("last_name", filer.last);
        self.put("born", filer.born.clone());
        self.put("email", filer.email.clone());
        self.put("phone", filer.phone.clone());
        self.maybe(50, "best_time", &["morning", "afternoon", "evening", "any"]);
        self.choose("channel", &["email", "email", "phone"]);
        let language = if self.spanish { "es" } else { "en" };
        self.put("language", language);
        self.put("home_street", filer.street.clone());
        // Identity theft follows residence; others visit.
        let away = kind != Kind::IdentityTheft && self.dice.percent(22);
        let (city, zip) = if away {
            ("Exampleville", "06000")
        } else {
            ("Westport", "06880")
        };
        self.put("home_city", city);
        self.put("home_state", "Connecticut");
        self.put("home_zip", zip);
        if role == "victim" && kind != Kind::LostProperty {
            self.maybe(70, "sex", &["female", "male", "unknown"]);
            self.maybe(55, "race", &["white", "white", "asian", "black", "unknown"]);
            self.maybe(50, "ethnicity", &["not_hispanic", "hispanic", "unknown"]);
        }
    }
}

/// The signs that may be ticked, as often as they stand here.
const fn signs(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::LostProperty => &["tracker", "prescription", "plate"],
        Kind::VehicleBurglary => &["evidence", "plate", "may_return", "tracker"],
        Kind::Vandalism => &["may_return", "evidence", "bias", "threat"],
        Kind::DamageToVehicle => &["evidence", "may_return", "evidence", "bias"],
        Kind::IdentityTheft => &["recent_wire", "relation", "recent_wire"],
        Kind::HarassingCalls => &["threat", "relation", "threat", "protective_order"],
    }
}

/// As a form takes it: `7/4/2026`.
fn written(day: Date) -> String {
    format!("{}/{}/{}", u8::from(day.month()), day.day(), day.year())
}
