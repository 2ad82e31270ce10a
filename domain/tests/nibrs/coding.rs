//! What each kind of report comes to.

use crate::generated::submission;
use crate::town::made;
use domain::answers::RawAnswers;
use domain::eligibility::Advice;
use domain::field::Choice;
use domain::field::choice::YesNo;
use domain::incident::Kind;
use domain::judgement::{Damage, Judgement, Question, asked};
use domain::nibrs::codes::Code;
use domain::nibrs::codes::named::Bias;
use domain::nibrs::coding::{Context, Uncodable, code};
use domain::nibrs::flat::write;
use domain::records::{Class, NonCriminal, Record, Source};
use domain::report::Report;

/// A plain report: what every kind shares, and its own answers.
fn report(kind: Kind, own: &[(&str, &str)]) -> Report {
    let common = [
        ("emergency", "no"),
        ("kind", kind.code()),
        ("area", "in_town"),
        ("lives_in_town", "yes"),
        ("call_area", "received_in_town"),
        ("suspect", "no"),
        ("weapon", "no"),
        ("signs", "none"),
        ("place_address", "12 Elm Street"),
        ("place_kind", "residence"),
        ("from_day", "11/18/2026"),
        ("from_time", "2:30 pm"),
        ("cameras", "no"),
        ("narrative", "I came back in the morning and saw it."),
        ("role", "victim"),
        ("first_name", "Ana"),
        ("last_name", "Hall"),
        ("born", "4/5/1980"),
        ("email", "ana@example.org"),
        ("phone", "203 555 0142"),
        ("channel", "email"),
        ("language", "en"),
        ("home_street", "12 Elm Street"),
        ("home_city", "Westport"),
        ("home_state", "CT"),
        ("home_zip", "06880"),
        ("sex", "female"),
        ("race", "white"),
        ("ethnicity", "not_hispanic"),
        ("vehicles.0.plate", "AB12345"),
        ("vehicles.0.plate_state", "CT"),
        ("vehicles.0.vehicle_make", "Acme"),
        ("vehicles.0.vehicle_model", "One"),
        ("vehicles.0.vehicle_color", "red"),
        ("parked_where", "in the drive"),
        ("locked", "yes"),
        ("keys_inside", "no"),
        ("way_in", "unlocked"),
        ("areas_entered", "cabin"),
        ("anything_taken", "yes"),
        ("access_taken", "none"),
        ("cards_used", "no"),
        ("damage_method", "broken"),
        ("earlier_incidents", "no"),
        ("unattended", "yes"),
        ("damaged_areas", "roof"),
        ("damage_description", "a dent"),
        ("believed_cause", "deliberate"),
        ("note_left", "no"),
        ("learned_how", "a letter came"),
        ("data_used", "name"),
        ("banks_told", "yes"),
        ("bureaus_told", "yes"),
        ("freeze", "both"),
        ("number_called", "203 555 0142"),
        ("calls_in_all", "3"),
        ("calls_over", "day"),
        ("threat_made", "no"),
        ("believed_caller", "unknown"),
        ("told_to_stop", "no"),
        ("call_trace", "no"),
        ("recordings", "no"),
        ("calls.0.call_day", "11/18/2026"),
        ("calls.0.number_shown", "blocked"),
        ("calls.0.call_form", "spoken"),
        ("how_noticed", "at home"),
        ("lost_documents", "none"),
        ("phone_lost", "no"),
        ("after_advice", "go_on"),
    ];
    let mut answers = RawAnswers::default();
    for (key, value) in common.iter().chain(own) {
        answers.set((*key).to_owned(), (*value).to_owned());
    }
    made(answers)
}

fn context() -> Context<'static> {
    Context {
        number: "WP26-000123".parse().expect("a number"),
        town: "Westport",
    }
}

fn coded(report: &Report, judgement: Judgement) -> Record {
    code(report, &judgement, &context()).expect("coded")
}

fn substantial() -> Judgement {
    Judgement {
        damage: Some(Damage::Substantial),
        ..Judgement::default()
    }
}

/// Offense and attempted or completed, then loss and property with its value.
fn told(record: &Record) -> (Vec<String>, Vec<String>) {
    let parts = record.parts().expect("Group A");
    let offenses = parts
        .offenses
        .iter()
        .map(|offense| {
            format!(
                "{}{}",
                offense.code.code(),
                if offense.attempted { "A" } else { "C" }
            )
        })
        .collect();
    let property = parts.property.iter().map(|property| {
        let items: Vec<String> = property
            .items
            .iter()
            .map(|item| format!("{}={}", item.code.code(), item.value.map_or(0, u64::from)))
            .collect();
        format!("{}: {}", property.loss.code(), items.join(" "))
    });
    (offenses, property.collect())
}

const FENCE: [(&str, &str); 2] = [
    ("items.0.item_category", "building"),
    ("items.0.item_description", "front door"),
];

#[test]
fn lost_property_is_no_offense() {
    let record = coded(&report(Kind::LostProperty, &FENCE), Judgement::default());
    assert_eq!(record.class, Class::NonCriminal(NonCriminal::LostProperty));
    assert_eq!(
        (record.source, record.offense_codes().len()),
        (Source::Citizen, 0)
    );
    assert_eq!(record.things[0].description, "front door");
}

#[test]
fn vandalism_is_290_only_if_the_damage_is_substantial() {
    let vandalism = report(
        Kind::Vandalism,
        &[&FENCE[..], &[("damage_estimate", "400")]].concat(),
    );
    assert_eq!(asked(&vandalism), [Question::Damage]);
    let unjudged = code(&vandalism, &Judgement::default(), &context());
    assert_eq!(unjudged, Err(Uncodable::NotJudged(Question::Damage)));
    let record = coded(&vandalism, substantial());
    assert_eq!(
        told(&record),
        (vec!["290C".to_owned()], vec!["4: 29=400".to_owned()])
    );
    for (damage, class) in [
        (Damage::Minor, NonCriminal::MinorDamage),
        (Damage::NotDeliberate, NonCriminal::NotDeliberate),
    ] {
        let judgement = Judgement {
            damage: Some(damage),
            ..Judgement::default()
        };
        assert_eq!(
            coded(&vandalism, judgement).class,
            Class::NonCriminal(class)
        );
    }
}

#[test]
fn values_of_one_code_are_summed_and_an_unknown_one_is_a_dollar() {
    let burglary = report(
        Kind::VehicleBurglary,
        &[
            ("items.0.item_category", "tools"),
            ("items.0.item_description", "saw"),
            ("items.0.item_value", "100.50"),
            ("items.1.item_category", "tools"),
            ("items.1.item_description", "drill"),
            ("items.1.item_value", "$49"),
            ("items.2.item_category", "phone"),
            ("items.2.item_description", "phone"),
            ("items.3.item_category", "cards"),
            ("items.3.item_description", "a card"),
            ("items.3.item_value", "$500"),
        ],
    );
    assert_eq!(
        asked(&burglary),
        [],
        "unlocked, no damage: nothing to judge"
    );
    let record = coded(&burglary, Judgement::default());
    assert_eq!(
        told(&record),
        (
            vec!["23FC".to_owned()],
            vec!["7: 36=150 75=1 09=0".to_owned()]
        )
    );
    let cargo = record.parts().expect("Group A").administrative.cargo_theft;
    assert_eq!(cargo, Some(false), "23F says whether it was cargo");
}

#[test]
fn of_more_than_ten_codes_the_nine_dearest_stay_and_the_rest_is_77() {
    let categories = [
        "phone", "computer", "wallet", "cash", "jewelry", "clothes", "camera", "tools", "bicycle",
        "sports", "audio", "other",
    ];
    let mut own = Vec::new();
    for (place, category) in categories.iter().enumerate() {
        own.push((
            format!("items.{place}.item_category"),
            (*category).to_owned(),
        ));
        own.push((
            format!("items.{place}.item_description"),
            "thing".to_owned(),
        ));
        own.push((
            format!("items.{place}.item_value"),
            format!("{}", (place + 1) * 10),
        ));
    }
    let own: Vec<(&str, &str)> = own.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let record = coded(&report(Kind::VehicleBurglary, &own), Judgement::default());
    let (_, property) = told(&record);
    assert_eq!(
        property,
        ["7: 26=110 76=100 04=90 36=80 74=70 06=60 17=50 20=40 25=30 77=150"]
    );
}

#[test]
fn nothing_taken_is_an_attempt_with_no_loss_and_damage_beside_it_is_290() {
    let burglary = report(
        Kind::VehicleBurglary,
        &[
            ("anything_taken", "no"),
            ("way_in", "window"),
            ("entry_damage_estimate", "300"),
        ],
    );
    let record = coded(&burglary, substantial());
    let (offenses, property) = told(&record);
    assert_eq!(offenses, ["23FA", "290C"]);
    assert_eq!(property, ["1: ", "4: 38=300"]);
    let minor = Judgement {
        damage: Some(Damage::Minor),
        ..Judgement::default()
    };
    assert_eq!(told(&coded(&burglary, minor)).0, ["23FA"]);
}

#[test]
fn parts_alone_are_23g_and_never_220() {
    let own = [
        ("items.0.item_category", "vehicle_part"),
        ("items.0.item_description", "wheels"),
    ];
    let record = coded(&report(Kind::VehicleBurglary, &own), Judgement::default());
    assert_eq!(
        told(&record),
        (vec!["23GC".to_owned()], vec!["7: 38=1".to_owned()])
    );
    assert_eq!(
        record.parts().expect("Group A").administrative.cargo_theft,
        None
    );
}

#[test]
fn a_collision_is_no_offense_and_deliberate_damage_is_one() {
    let collision = report(
        Kind::DamageToVehicle,
        &[("believed_cause", "other_vehicle")],
    );
    assert_eq!(asked(&collision), []);
    let record = coded(&collision, Judgement::default());
    assert_eq!(record.class, Class::NonCriminal(NonCriminal::Collision));
    assert_eq!(record.vehicles[0].plate.as_deref(), Some("AB12345"));
    let own = [
        ("vehicles.0.vehicle_style", "pickup"),
        ("repair_estimate", "1200.49"),
    ];
    let keyed = report(Kind::DamageToVehicle, &own);
    assert_eq!(told(&coded(&keyed, substantial())).1, ["4: 37=1200"]);
}

#[test]
fn identity_theft_is_26f_and_an_existing_card_is_26b() {
    let none = coded(&report(Kind::IdentityTheft, &[]), Judgement::default());
    assert_eq!(
        told(&none),
        (vec!["26FC".to_owned()], vec!["7: 66=0".to_owned()])
    );
    let card = [
        ("accounts.0.institution", "Acme Bank"),
        ("accounts.0.account_type", "credit_card"),
        ("accounts.0.misuse", "existing_misused"),
        ("accounts.0.misuse_amount", "80"),
    ];
    let record = coded(&report(Kind::IdentityTheft, &card), Judgement::default());
    assert_eq!(
        told(&record),
        (vec!["26BC".to_owned()], vec!["7: 20=80".to_owned()])
    );
    let loan = [
        ("accounts.1.institution", "Acme Loans"),
        ("accounts.1.account_type", "loan"),
        ("accounts.1.misuse", "opened_new"),
        ("data_used", "online_account"),
    ];
    let both = coded(
        &report(Kind::IdentityTheft, &[&card[..], &loan[..]].concat()),
        Judgement::default(),
    );
    assert_eq!(both.offense_codes(), ["26F", "26B"]);
    assert_eq!(
        both.location.map(Code::code),
        Some("58"),
        "an online account: cyberspace"
    );
}

#[test]
fn calls_with_a_threat_are_13c_and_others_stay_local() {
    let calls = report(Kind::HarassingCalls, &[]);
    assert_eq!(asked(&calls), [Question::Threat]);
    let judged = |threat| {
        coded(
            &calls,
            Judgement {
                threat: Some(threat),
                ..Judgement::default()
            },
        )
    };
    let threat = judged(YesNo::Yes);
    let parts = threat.parts().expect("Group A");
    assert_eq!(parts.offenses[0].code.code(), "13C");
    assert_eq!(
        parts.victims[0].related[0].offender, 0,
        "the unknown offender"
    );
    assert_eq!(parts.victims[0].related[0].relation, None);
    assert!(parts.property.is_empty());
    let local = judged(YesNo::No);
    assert_eq!((local.offense_codes(), local.parts()), (vec!["90Z"], None));
}

#[test]
fn signs_of_bias_are_judged_and_a_code_of_bias_is_submitted() {
    let own = [&FENCE[..], &[("signs", "bias")]].concat();
    let vandalism = report(Kind::Vandalism, &own);
    assert!(vandalism.advice.contains(&Advice::Bias));
    assert_eq!(asked(&vandalism), [Question::Damage, Question::Bias]);
    assert_eq!(
        substantial().answering(&asked(&vandalism)),
        Err(Question::Bias)
    );
    let judgement = Judgement {
        bias: Some(Bias::AntiJewish),
        ..substantial()
    };
    let record = coded(&vandalism, judgement);
    assert_eq!(
        *record.parts().expect("Group A").offenses[0].bias,
        [Bias::AntiJewish]
    );
}

#[test]
fn a_business_has_no_age_and_who_reports_for_another_says_nothing_of_them() {
    let business = [
        ("role", "business"),
        ("business_name", "Acme"),
        ("business_authority", "manager"),
    ];
    let record = coded(
        &report(Kind::Vandalism, &[&FENCE[..], &business].concat()),
        substantial(),
    );
    let victim = &record.parts().expect("Group A").victims[0];
    assert_eq!((victim.kind.code(), victim.person), ("B", None));
    let record = coded(
        &report(
            Kind::Vandalism,
            &[&FENCE[..], &[("role", "witness")]].concat(),
        ),
        substantial(),
    );
    let person = record.parts().expect("Group A").victims[0]
        .person
        .expect("an individual");
    assert_eq!(
        (
            person.age.to_string().as_str(),
            person.sex.code(),
            person.race.code()
        ),
        ("00", "U", "U")
    );
    let own = coded(&report(Kind::Vandalism, &FENCE), substantial());
    let person = own.parts().expect("Group A").victims[0]
        .person
        .expect("an individual");
    assert_eq!(
        (person.age.to_string().as_str(), person.sex.code()),
        ("46", "F")
    );
    assert_eq!(person.resident.map(Code::code), Some("R"));
}

#[test]
fn a_vandalism_as_the_fbi_reads_it() {
    let vandalism = report(
        Kind::Vandalism,
        &[&FENCE[..], &[("damage_estimate", "400")]].concat(),
    );
    let record = coded(&vandalism, substantial());
    let Class::GroupA(incident) = &record.class else {
        panic!("Group A")
    };
    let file = write(&submission(), [incident]);
    let lines: Vec<&str> = file.lines().map(str::trim_end).collect();
    assert_eq!(
        lines,
        [
            "00881I112026    CT0015800WP26-000123 20261118 14N",
            "00712I112026    CT0015800WP26-000123 290CN  20               88",
            "03073I112026    CT0015800WP26-000123 429000000400",
            "01414I112026    CT0015800WP26-000123 001290                           I46  FWNR",
            "00465I112026    CT0015800WP26-000123 00",
        ]
    );
    let lengths: Vec<usize> = file.lines().map(str::len).collect();
    assert_eq!(lengths, [88, 71, 307, 141, 46]);
}
