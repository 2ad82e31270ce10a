//! What every kind of report asks: where and when, witnesses and cameras, the narrative, the filer.

use super::{Body, Chapter, Group, Kind, Step, chosen_kind};
use crate::answers::RawAnswers;
use crate::choices;
use crate::eligibility::place_verdict;
use crate::field::choice::{YesNo, YesNoUnsure};
use crate::field::{ClockTime, Count, Day, Email, Field, FieldSpec, Phone, Text, Zip};
use crate::jurisdiction::LatLon;
use crate::report::read::{Incomplete, Reader};
use serde::Serialize;

choices! {
    /// Kind of place: the NIBRS location categories (data element 9) that a resident's report can need.
    PlaceKind {
        Residence = "residence",
        Street = "street",
        ParkingLot = "parking_lot",
        Shop = "shop",
        Restaurant = "restaurant",
        Office = "office",
        School = "school",
        Park = "park",
        Beach = "beach",
        Station = "station",
        Gym = "gym",
        Church = "church",
        ConstructionSite = "construction_site",
        GasStation = "gas_station",
        Dock = "dock",
        Other = "other",
    }
    /// What the filer is to the incident.
    FilerRole {
        Victim = "victim",
        Owner = "owner",
        ReportingParty = "reporting_party",
        Witness = "witness",
        Business = "business",
    }
    PreferredChannel { Email = "email", Phone = "phone" }
    PreferredLanguage { English = "en", Spanish = "es", Other = "other" }
    BestTime { Morning = "morning", Afternoon = "afternoon", Evening = "evening", Any = "any" }
    /// NIBRS data element 27.
    Sex { Female = "female", Male = "male", Unknown = "unknown" }
    /// NIBRS data element 28.
    Race {
        Asian = "asian",
        Black = "black",
        NativeAmerican = "native_american",
        PacificIslander = "pacific_islander",
        White = "white",
        Unknown = "unknown",
    }
    /// NIBRS data element 29.
    Ethnicity { Hispanic = "hispanic", NotHispanic = "not_hispanic", Unknown = "unknown" }
}

pub const ADDRESS: Field<Text> = Field::text("place_address", 200);
pub const PIN: Field<LatLon> = Field::point("place_pin").optional();
pub const PLACE_KIND: Field<PlaceKind> = Field::choice("place_kind");
pub const ON_AREA: Field<YesNo> = Field::choice("on_area");
pub const FROM_DAY: Field<Day> = Field::day("from_day");
pub const FROM_TIME: Field<ClockTime> = Field::time("from_time").optional();
pub const TO_DAY: Field<Day> = Field::day("to_day").optional();
pub const TO_TIME: Field<ClockTime> = Field::time("to_time").optional();
pub const HOW_DISCOVERED: Field<Text> = Field::text("how_discovered", 300).optional();
pub const CAMERAS: Field<YesNoUnsure> = Field::choice("cameras");
pub const CAMERA_OWNER: Field<Text> = Field::text("camera_owner", 200).optional();
pub const CAMERA_DAYS: Field<Count> = Field::count("camera_days").optional();
pub const NARRATIVE: Field<Text> = Field::long_text("narrative", 20, 10_000);
pub const WITNESS_NAME: Field<Text> = Field::text("witness_name", 120);
pub const WITNESS_CONTACT: Field<Text> = Field::text("witness_contact", 200).optional();
pub const WITNESS_SAW: Field<Text> = Field::text("witness_saw", 500).optional();
pub const ROLE: Field<FilerRole> = Field::choice("role");
pub const FIRST_NAME: Field<Text> = Field::text("first_name", 80).autocomplete("given-name");
pub const MIDDLE_NAME: Field<Text> = Field::text("middle_name", 80)
    .optional()
    .autocomplete("additional-name");
pub const LAST_NAME: Field<Text> = Field::text("last_name", 80).autocomplete("family-name");
pub const SUFFIX: Field<Text> = Field::text("name_suffix", 20)
    .optional()
    .autocomplete("honorific-suffix");
pub const BORN: Field<Day> = Field::day("born").autocomplete("bday");
pub const BUSINESS_NAME: Field<Text> =
    Field::text("business_name", 160).autocomplete("organization");
pub const BUSINESS_AUTHORITY: Field<Text> = Field::text("business_authority", 160);
pub const EMAIL: Field<Email> = Field::email("email").autocomplete("email");
pub const PHONE: Field<Phone> = Field::phone("phone").autocomplete("tel");
pub const OTHER_PHONE: Field<Phone> = Field::phone("other_phone").optional();
pub const BEST_TIME: Field<BestTime> = Field::choice("best_time").optional();
pub const CHANNEL: Field<PreferredChannel> = Field::choice("channel");
pub const LANGUAGE: Field<PreferredLanguage> = Field::choice("language");
pub const STREET: Field<Text> = Field::text("home_street", 160).autocomplete("address-line1");
pub const CITY: Field<Text> = Field::text("home_city", 80).autocomplete("address-level2");
pub const STATE: Field<Text> = Field::text("home_state", 40).autocomplete("address-level1");
pub const ZIP: Field<Zip> = Field::zip("home_zip").autocomplete("postal-code");
pub const SEX: Field<Sex> = Field::choice("sex").optional();
pub const RACE: Field<Race> = Field::choice("race").optional();
pub const ETHNICITY: Field<Ethnicity> = Field::choice("ethnicity").optional();

static PLACE: Step = Step::fields(
    "place",
    Chapter::WhereWhen,
    &[ADDRESS.spec, PIN.spec, PLACE_KIND.spec],
);

/// The one direct question about an area that the pin lies in or near.
static PLACE_AREA: Step =
    Step::fields("place-area", Chapter::WhereWhen, &[ON_AREA.spec]).when(|answers, rules| {
        place_verdict(answers, rules).is_some_and(|verdict| verdict.question().is_some())
    });

static WHEN: Step = Step::fields(
    "when",
    Chapter::WhereWhen,
    &[
        FROM_DAY.spec,
        FROM_TIME.spec,
        TO_DAY.spec,
        TO_TIME.spec,
        HOW_DISCOVERED.spec,
    ],
);

/// For kinds that ask on a page of their own how the filer found out.
static DAYS: Step = Step::fields(
    "days",
    Chapter::WhereWhen,
    &[FROM_DAY.spec, FROM_TIME.spec, TO_DAY.spec, TO_TIME.spec],
);

/// Where and when, after the screening. Lost property asks for the days on its own page, with how it was lost.
pub(super) const fn where_when(kind: Kind) -> &'static [&'static Step] {
    static WHERE: &[&Step] = &[&PLACE, &PLACE_AREA];
    static BOTH: &[&Step] = &[&PLACE, &PLACE_AREA, &WHEN];
    static DAYS_ONLY: &[&Step] = &[&DAYS];
    match kind {
        Kind::LostProperty => WHERE,
        Kind::VehicleBurglary | Kind::Vandalism | Kind::DamageToVehicle => BOTH,
        Kind::IdentityTheft | Kind::HarassingCalls => DAYS_ONLY,
    }
}

pub static WITNESS_FIELDS: &[FieldSpec] =
    &[WITNESS_NAME.spec, WITNESS_CONTACT.spec, WITNESS_SAW.spec];

static CAMERAS_STEP: Step = Step::fields("cameras", Chapter::WhatHappened, &[CAMERAS.spec])
    .when(|answers, _| may_have_been_seen(answers));

/// Only who knows of a camera is asked whose it is.
static CAMERA: Step = Step::fields(
    "camera",
    Chapter::WhatHappened,
    &[CAMERA_OWNER.spec, CAMERA_DAYS.spec],
)
.when(|answers, _| may_have_been_seen(answers) && answers.get(CAMERAS.spec.key) == "yes");

/// Cameras and witnesses are asked about where something was done at a place.
fn may_have_been_seen(answers: &RawAnswers) -> bool {
    chosen_kind(answers).is_some_and(|kind| kind.has_place() && kind != Kind::LostProperty)
}

static WITNESSES: Step = Step {
    id: "witnesses",
    chapter: Chapter::WhatHappened,
    body: Body::Group(Group {
        key: "witnesses",
        min: 0,
        fields: WITNESS_FIELDS,
        card: &["witness_name", "witness_contact"],
    }),
    applies: |answers, _| may_have_been_seen(answers),
};

static NARRATIVE_STEP: Step = Step::fields("narrative", Chapter::WhatHappened, &[NARRATIVE.spec]);

static YOU: Step = Step::fields(
    "you",
    Chapter::AboutYou,
    &[
        ROLE.spec,
        FIRST_NAME.spec,
        MIDDLE_NAME.spec,
        LAST_NAME.spec,
        SUFFIX.spec,
        BORN.spec,
        EMAIL.spec,
        PHONE.spec,
        OTHER_PHONE.spec,
        BEST_TIME.spec,
        CHANNEL.spec,
        LANGUAGE.spec,
        STREET.spec,
        CITY.spec,
        STATE.spec,
        ZIP.spec,
    ],
);

static BUSINESS: Step = Step::fields(
    "business",
    Chapter::AboutYou,
    &[BUSINESS_NAME.spec, BUSINESS_AUTHORITY.spec],
)
.when(|answers, _| answers.get(ROLE.spec.key) == "business");

/// Asked for national statistics only, and only of a person that something was done to.
static STATISTICS: Step = Step::fields(
    "statistics",
    Chapter::AboutYou,
    &[SEX.spec, RACE.spec, ETHNICITY.spec],
)
.when(|answers, _| {
    answers.get(ROLE.spec.key) == "victim"
        && chosen_kind(answers).is_some_and(|kind| kind != Kind::LostProperty)
});

/// Steps after a kind's own, of every kind.
pub static TAIL: &[&Step] = &[
    &CAMERAS_STEP,
    &CAMERA,
    &WITNESSES,
    &NARRATIVE_STEP,
    &YOU,
    &BUSINESS,
    &STATISTICS,
];

/// Where it happened, as the filer put it.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    pub address: Text,
    pub pin: Option<LatLon>,
    pub kind: PlaceKind,
}

/// When it happened: a moment, or a span of which one end may be unknown.
#[derive(Debug, Clone, Serialize)]
pub struct Occurred {
    pub from_day: Day,
    pub from_time: Option<ClockTime>,
    pub to_day: Option<Day>,
    pub to_time: Option<ClockTime>,
    pub how_discovered: Option<Text>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Cameras {
    pub known: YesNoUnsure,
    pub owner: Option<Text>,
    /// For how many days the recording is kept.
    pub days: Option<Count>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Witness {
    pub name: Text,
    pub contact: Option<Text>,
    pub saw: Option<Text>,
}

/// The reporting party.
#[derive(Debug, Clone, Serialize)]
pub struct Filer {
    pub role: FilerRole,
    pub first_name: Text,
    pub middle_name: Option<Text>,
    pub last_name: Text,
    pub suffix: Option<Text>,
    pub born: Day,
    pub business: Option<Business>,
    pub email: Email,
    pub phone: Phone,
    pub other_phone: Option<Phone>,
    pub best_time: Option<BestTime>,
    pub channel: PreferredChannel,
    pub language: PreferredLanguage,
    pub home: Home,
    pub sex: Option<Sex>,
    pub race: Option<Race>,
    pub ethnicity: Option<Ethnicity>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Business {
    pub name: Text,
    /// In what capacity the filer speaks for it.
    pub authority: Text,
}

#[derive(Debug, Clone, Serialize)]
pub struct Home {
    pub street: Text,
    pub city: Text,
    pub state: Text,
    pub zip: Zip,
}

impl Place {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            address: reader.need(&ADDRESS)?,
            pin: reader.maybe(&PIN)?,
            kind: reader.need(&PLACE_KIND)?,
        })
    }
}

impl Occurred {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            from_day: reader.need(&FROM_DAY)?,
            from_time: reader.maybe(&FROM_TIME)?,
            to_day: reader.maybe(&TO_DAY)?,
            to_time: reader.maybe(&TO_TIME)?,
            how_discovered: if reader.shows_step(WHEN.id) {
                reader.maybe(&HOW_DISCOVERED)?
            } else {
                None
            },
        })
    }
}

impl Cameras {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            known: reader.need(&CAMERAS)?,
            owner: reader.maybe_on(&CAMERA, &CAMERA_OWNER)?,
            days: reader.maybe_on(&CAMERA, &CAMERA_DAYS)?,
        })
    }
}

impl Witness {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            name: reader.need(&WITNESS_NAME)?,
            contact: reader.maybe(&WITNESS_CONTACT)?,
            saw: reader.maybe(&WITNESS_SAW)?,
        })
    }
}

impl Filer {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        let role = reader.need(&ROLE)?;
        let business = match role {
            FilerRole::Business => Some(Business {
                name: reader.need(&BUSINESS_NAME)?,
                authority: reader.need(&BUSINESS_AUTHORITY)?,
            }),
            FilerRole::Victim
            | FilerRole::Owner
            | FilerRole::ReportingParty
            | FilerRole::Witness => None,
        };
        // A page that is not shown is not read: an answer left over from an earlier path does not count.
        let statistics = reader.shows(&STATISTICS);
        Ok(Self {
            role,
            first_name: reader.need(&FIRST_NAME)?,
            middle_name: reader.maybe(&MIDDLE_NAME)?,
            last_name: reader.need(&LAST_NAME)?,
            suffix: reader.maybe(&SUFFIX)?,
            born: reader.need(&BORN)?,
            business,
            email: reader.need(&EMAIL)?,
            phone: reader.need(&PHONE)?,
            other_phone: reader.maybe(&OTHER_PHONE)?,
            best_time: reader.maybe(&BEST_TIME)?,
            channel: reader.need(&CHANNEL)?,
            language: reader.need(&LANGUAGE)?,
            home: Home {
                street: reader.need(&STREET)?,
                city: reader.need(&CITY)?,
                state: reader.need(&STATE)?,
                zip: reader.need(&ZIP)?,
            },
            sex: if statistics {
                reader.maybe(&SEX)?
            } else {
                None
            },
            race: if statistics {
                reader.maybe(&RACE)?
            } else {
                None
            },
            ethnicity: if statistics {
                reader.maybe(&ETHNICITY)?
            } else {
                None
            },
        })
    }
}
