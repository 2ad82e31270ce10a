//! What it means that two records carry the same.

use domain::links::{Finding, Part, Reason, Strength, Trace, TraceKind, meet, series, strongest};

fn trace(kind: TraceKind, shown: &str, part: Part, qualifier: Option<&str>) -> Trace {
    let key = match kind {
        TraceKind::Graffiti | TraceKind::GraffitiNear | TraceKind::GraffitiWord => shown.to_owned(),
        TraceKind::Imei => shown[..14].to_owned(),
        _ => domain::links::normal::folded(shown),
    };
    Trace {
        kind,
        key,
        shown: shown.to_owned(),
        part,
        qualifier: qualifier.map(str::to_owned),
    }
}

fn met(a: &Trace, b: &Trace) -> Option<(Reason, Strength)> {
    let (one, other) = (meet(a, b), meet(b, a));
    assert_eq!(one, other, "it reads the same from either");
    one.map(|finding| (finding.reason, finding.strength))
}

#[test]
fn a_plate_seen_twice_is_strong_when_its_state_is_known_and_nothing_when_it_is_another_states() {
    let ct = trace(TraceKind::Plate, "AB12345", Part::Carried, Some("CT"));
    let ny = trace(TraceKind::Plate, "AB12345", Part::Carried, Some("NY"));
    let unknown = trace(TraceKind::Plate, "AB12345", Part::Carried, None);
    let alike = trace(TraceKind::Plate, "ABI2345", Part::Carried, Some("CT"));
    assert_eq!(met(&ct, &ct), Some((Reason::Plate, Strength::Strong)));
    assert_eq!(met(&ct, &ny), None);
    assert_eq!(met(&ct, &unknown), Some((Reason::Plate, Strength::Likely)));
    assert_eq!(met(&ct, &alike), Some((Reason::Plate, Strength::Likely)));
}

#[test]
fn a_serial_number_stolen_here_and_recovered_there_is_lost_and_found() {
    let stolen = trace(
        TraceKind::Serial,
        "C02XK1GHJG5H",
        Part::Stolen,
        Some("APPLE"),
    );
    let back = trace(TraceKind::Serial, "CO2XK1GHJG5H", Part::Recovered, None);
    let again = trace(
        TraceKind::Serial,
        "C02XK1GHJG5H",
        Part::Stolen,
        Some("APPLE"),
    );
    let other = trace(
        TraceKind::Serial,
        "C02XK1GHJG5H",
        Part::Found,
        Some("BOSCH"),
    );
    let short = trace(TraceKind::Serial, "A1234", Part::Lost, None);
    assert_eq!(
        met(&stolen, &back),
        Some((Reason::LostAndFound, Strength::Likely))
    );
    assert_eq!(
        met(&stolen, &again),
        Some((Reason::Serial, Strength::Strong))
    );
    assert_eq!(
        met(&stolen, &other),
        Some((Reason::LostAndFound, Strength::Weak)),
        "another brand"
    );
    assert_eq!(
        met(&short, &short),
        Some((Reason::Serial, Strength::Likely))
    );
    let said = meet(&stolen, &back).expect("met").because;
    assert_eq!(
        said,
        "The serial number or engraving C02XK1GHJG5H or CO2XK1GHJG5H is stolen in one and recovered in the other."
    );
}

#[test]
fn an_imei_and_a_vin_name_one_thing() {
    let phone = trace(TraceKind::Imei, "490154203237518", Part::Lost, None);
    let found = trace(TraceKind::Imei, "490154203237518", Part::Found, None);
    assert_eq!(
        met(&phone, &found),
        Some((Reason::LostAndFound, Strength::Strong))
    );
    let car = trace(TraceKind::Vin, "1M8GDM9AXKP042788", Part::Carried, None);
    assert_eq!(met(&car, &car), Some((Reason::Vin, Strength::Strong)));
    let old = trace(TraceKind::Vin, "9113600917", Part::Carried, None);
    assert_eq!(met(&old, &old), Some((Reason::Vin, Strength::Likely)));
}

#[test]
fn calls_from_one_number_are_likely_and_a_persons_own_number_is_weak() {
    let calling = trace(TraceKind::Telephone, "+12035550142", Part::Calling, None);
    let given = trace(TraceKind::Telephone, "+12035550142", Part::Given, None);
    assert_eq!(
        met(&calling, &calling),
        Some((Reason::Caller, Strength::Likely))
    );
    assert_eq!(
        met(&calling, &given),
        Some((Reason::Caller, Strength::Likely))
    );
    assert_eq!(met(&given, &given), Some((Reason::Contact, Strength::Weak)));
}

#[test]
fn graffiti_with_the_same_text_is_likely_and_with_a_similar_one_weak() {
    let whole = |text| trace(TraceKind::Graffiti, text, Part::Carried, None);
    assert_eq!(
        met(&whole("kaze"), &whole("kaze")),
        Some((Reason::Graffiti, Strength::Likely))
    );
    let near = |text: &str| Trace {
        key: "kze".to_owned(),
        ..trace(TraceKind::GraffitiNear, text, Part::Carried, None)
    };
    assert_eq!(
        met(&near("kaze"), &near("kuze")),
        Some((Reason::Graffiti, Strength::Weak))
    );
    assert_eq!(
        met(&near("kaze"), &near("kzeaa")),
        None,
        "they share a neighbor and are two apart"
    );
    assert_eq!(
        met(&near("kaze"), &near("kaze")),
        None,
        "told by the whole text"
    );
}

#[test]
fn of_each_reason_the_one_that_weighs_most_stays() {
    let finding = |reason, strength| Finding {
        reason,
        strength,
        because: String::new(),
    };
    let kept = strongest([
        finding(Reason::Plate, Strength::Likely),
        finding(Reason::Contact, Strength::Weak),
        finding(Reason::Plate, Strength::Strong),
    ]);
    assert_eq!(
        kept,
        [
            finding(Reason::Plate, Strength::Strong),
            finding(Reason::Contact, Strength::Weak)
        ]
    );
}

#[test]
fn a_series_is_what_hangs_together() {
    let edges = [(1, 2), (7, 8), (3, 2), (9, 8), (5, 6)];
    assert_eq!(series(&edges), [vec![0, 2], vec![1, 3], vec![4]]);
    assert!(series::<u8>(&[]).is_empty());
}
