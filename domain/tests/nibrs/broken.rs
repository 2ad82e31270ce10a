//! Each rule that is checked, broken once: nothing is checked that cannot be broken, and nothing that is said to
//! be checked is not. The other half of the documented table is in `reading.rs`.

use crate::sample::{arrestee, few, incident, item, offender, person, property, victim};
use domain::nibrs::codes::force::*;
use domain::nibrs::codes::location::Location;
use domain::nibrs::codes::named::{Bias, Loss, Relation};
use domain::nibrs::codes::offense::OffenseCode::{self, *};
use domain::nibrs::codes::people::*;
use domain::nibrs::codes::property::{DrugMeasure, DrugType, PropertyCode};
use domain::nibrs::few::{Few, Keyed};
use domain::nibrs::segment::*;
use domain::nibrs::values::{Age, Dollars};
use domain::nibrs::{Incident, codes::Code, rules};
use std::collections::BTreeSet;
use time::macros::date;

#[test]
fn every_group_a_offense_has_an_incident_that_keeps_the_rules() {
    for code in OffenseCode::ALL {
        let found = rules::check(&incident(&[*code]));
        assert_eq!(found, [], "{}", code.code());
        assert!(Incident::new(incident(&[*code])).is_ok());
    }
}

type Break = fn(&mut Parts);

/// Changes the first of a list in place.
fn first<T: Keyed + Clone, const MAX: usize>(list: &mut Few<T, MAX>, change: impl FnOnce(&mut T)) {
    let mut values: Vec<T> = list.to_vec();
    change(&mut values[0]);
    *list = few(values);
}

fn push<T: Keyed + Clone, const MAX: usize>(list: &mut Few<T, MAX>, value: T) {
    let mut values: Vec<T> = list.to_vec();
    values.push(value);
    *list = few(values);
}

fn lose(parts: &mut Parts, lost: Vec<Property>) {
    parts.property = few(lost);
}

fn items(parts: &mut Parts, items: Vec<Item>) {
    first(&mut parts.property, |property| property.items = few(items));
}

fn drugs(parts: &mut Parts, drugs: Vec<(DrugType, Option<u64>, Option<DrugMeasure>)>) {
    let drug = |(kind, quantity, measure)| Drug {
        kind,
        quantity,
        measure,
    };
    first(&mut parts.property, |property| {
        property.drugs = few(drugs.into_iter().map(drug).collect())
    });
}

fn relate(parts: &mut Parts, related: Vec<(u8, Option<Relation>)>) {
    let one = |(offender, relation)| Related { offender, relation };
    first(&mut parts.victims, |victim| {
        victim.related = few(related.into_iter().map(one).collect())
    });
}

fn offend(parts: &mut Parts, offenders: Vec<Offender>) {
    parts.offenders = Offenders::Known(few(offenders));
}

fn recovered(code: PropertyCode, value: u64) -> Item {
    Item {
        recovered: Some(date!(2026 - 11 - 20)),
        ..item(code, value)
    }
}

fn clear(parts: &mut Parts) {
    parts.administrative.cleared = Some(ExceptionalClearance {
        how: Clearance::ProsecutionDeclined,
        date: date!(2026 - 11 - 21),
    });
}

fn arrest(parts: &mut Parts, change: impl FnOnce(&mut Arrestee)) {
    let mut one = arrestee(1);
    change(&mut one);
    parts.arrestees = few(vec![one]);
}

fn officer(parts: &mut Parts) {
    first(&mut parts.victims, |victim| {
        victim.kind = VictimType::Officer;
        victim.officer = Some(OfficerFacts {
            activity: Some(OfficerActivity::Traffic),
            assignment: Some(OfficerAssignment::TwoOfficerVehicle),
            other_ori: None,
        });
    });
}

const SECOND: u16 = 2;

/// The rule, the offenses of a valid incident, and what breaks the rule in it.
fn breaks() -> Vec<(&'static str, &'static [OffenseCode], Break)> {
    vec![
        ("065", &[Vandalism, TheftFromMotorVehicle], |p| {
            first(&mut p.victims, |v| v.offenses = few(vec![Vandalism]))
        }),
        ("070", &[Robbery], |p| {
            relate(p, vec![(7, Some(Relation::Stranger))])
        }),
        ("071", &[Robbery], |p| {
            clear(p);
            arrest(p, |_| {});
        }),
        ("072", &[TheftFromMotorVehicle], |p| {
            lose(
                p,
                vec![property(
                    Loss::Recovered,
                    vec![recovered(PropertyCode::Tools, 5)],
                )],
            )
        }),
        ("073", &[MotorVehicleTheft], |p| {
            let mut back = property(
                Loss::Recovered,
                vec![recovered(PropertyCode::Automobile, 5)],
            );
            back.recovered_vehicles = Some(2);
            push(&mut p.property, back);
        }),
        ("074", &[Vandalism], |p| lose(p, vec![])),
        ("075", &[Vandalism], |p| p.victims = Few::default()),
        ("076", &[Intimidation], |p| {
            lose(
                p,
                vec![property(Loss::Stolen, vec![item(PropertyCode::Tools, 5)])],
            )
        }),
        ("077", &[TheftFromMotorVehicle], |p| {
            first(&mut p.offenses, |o| o.attempted = true)
        }),
        ("078", &[Vandalism], |p| {
            lose(p, vec![property(Loss::NoLoss, vec![])])
        }),
        ("080", &[WeaponLawViolations], |p| {
            push(&mut p.victims, victim(SECOND, &[WeaponLawViolations]))
        }),
        ("081", &[Vandalism], |p| {
            push(
                &mut p.property,
                property(Loss::Stolen, vec![item(PropertyCode::Tools, 5)]),
            )
        }),
        ("084", &[AllOtherLarceny], |p| {
            push(
                &mut p.property,
                property(Loss::Recovered, vec![recovered(PropertyCode::Tools, 51)]),
            )
        }),
        ("085", &[Robbery], |p| {
            offend(p, vec![offender(1), offender(2), offender(3)])
        }),
        ("119", &[TheftFromMotorVehicle], |p| {
            p.administrative.cargo_theft = None
        }),
        ("119", &[Vandalism], |p| {
            p.administrative.cargo_theft = Some(false)
        }),
        ("122", &[Vandalism], |p| {
            p.administrative.cargo_theft = Some(true)
        }),
        ("155", &[Robbery], |p| {
            clear(p);
            p.administrative.date = date!(2026 - 11 - 30);
        }),
        ("201", &[Vandalism], |p| {
            first(&mut p.offenses, |o| o.bias = Few::default())
        }),
        ("202", &[Burglary], |p| {
            first(&mut p.offenses, |o| {
                o.location = Location::Hotel;
                o.premises = Some(0);
            })
        }),
        ("205", &[TheftFromMotorVehicle], |p| {
            first(&mut p.offenses, |o| o.location = Location::Cyberspace)
        }),
        ("207", &[Vandalism], |p| {
            first(&mut p.offenses, |o| {
                o.bias = few(vec![Bias::NoBias, Bias::AntiAsian])
            })
        }),
        ("219", &[Vandalism], |p| {
            first(&mut p.offenses, |o| {
                o.activity = few(vec![Activity::Buying])
            })
        }),
        ("220", &[WeaponLawViolations], |p| {
            first(&mut p.offenses, |o| o.activity = Few::default())
        }),
        ("221", &[Robbery], |p| {
            first(&mut p.offenses, |o| o.weapons = Few::default())
        }),
        ("222", &[Vandalism], |p| {
            first(&mut p.offenses, |o| o.weapons = few(vec![Weapon::Fire]))
        }),
        ("252", &[Burglary], |p| {
            first(&mut p.offenses, |o| o.premises = Some(3))
        }),
        ("253", &[Burglary], |p| {
            first(&mut p.offenses, |o| o.entry = None)
        }),
        ("254", &[TheftFromMotorVehicle], |p| {
            first(&mut p.offenses, |o| o.entry = Some(Entry::Force))
        }),
        ("256", &[Intimidation], |p| {
            first(&mut p.offenses, |o| o.attempted = true)
        }),
        ("257", &[Burglary], |p| {
            first(&mut p.offenses, |o| o.location = Location::Hotel)
        }),
        ("265", &[SimpleAssault], |p| {
            first(&mut p.offenses, |o| o.weapons = few(vec![Weapon::Club]))
        }),
        ("266", &[JustifiableHomicide], |p| {
            let other = incident(&[SimpleAssault]).offenses[0].clone();
            push(&mut p.offenses, other);
        }),
        ("267", &[Murder], |p| {
            first(&mut p.offenses, |o| o.weapons = few(vec![Weapon::NoWeapon]))
        }),
        ("268", &[AllOtherLarceny], |p| {
            items(p, vec![item(PropertyCode::Truck, 5)])
        }),
        ("269", &[SimpleAssault], |p| {
            first(&mut p.offenses, |o| o.weapons = few(vec![Weapon::Handgun]))
        }),
        ("270", &[JustifiableHomicide], |p| {
            first(&mut p.offenses, |o| o.bias = few(vec![Bias::AntiWhite]))
        }),
        ("305", &[AllOtherLarceny], |p| {
            let early = Item {
                recovered: Some(date!(2026 - 11 - 01)),
                ..item(PropertyCode::Tools, 5)
            };
            push(&mut p.property, property(Loss::Recovered, vec![early]));
        }),
        ("342", &[Vandalism], |p| {
            items(p, vec![item(PropertyCode::Tools, 1_000_000)])
        }),
        ("343", &[StolenPropertyOffenses, MotorVehicleTheft], |p| {
            let mut back = property(
                Loss::Recovered,
                vec![recovered(PropertyCode::Automobile, 5)],
            );
            back.recovered_vehicles = Some(1);
            lose(p, vec![back]);
        }),
        ("351", &[Vandalism], |p| {
            items(p, vec![item(PropertyCode::Tools, 0)])
        }),
        ("352", &[Kidnapping], |p| {
            items(p, vec![item(PropertyCode::Tools, 5)])
        }),
        ("353", &[Vandalism], |p| {
            items(p, vec![item(PropertyCode::PendingInventory, 5)])
        }),
        ("355", &[Vandalism], |p| {
            items(p, vec![recovered(PropertyCode::Tools, 5)])
        }),
        ("357", &[AllOtherLarceny], |p| {
            first(&mut p.property, |l| l.stolen_vehicles = Some(1))
        }),
        ("358", &[MotorVehicleTheft], |p| {
            first(&mut p.property, |l| l.stolen_vehicles = None)
        }),
        ("359", &[MotorVehicleTheft], |p| {
            items(p, vec![item(PropertyCode::Tools, 5)])
        }),
        ("360", &[AllOtherLarceny], |p| {
            first(&mut p.property, |l| l.recovered_vehicles = Some(1))
        }),
        ("361", &[MotorVehicleTheft], |p| {
            push(
                &mut p.property,
                property(
                    Loss::Recovered,
                    vec![recovered(PropertyCode::Automobile, 5)],
                ),
            )
        }),
        ("362", &[DrugViolations], |p| {
            drugs(p, vec![(DrugType::Over3DrugTypes, None, None)])
        }),
        ("363", &[DrugViolations], |p| {
            drugs(
                p,
                vec![(
                    DrugType::Over3DrugTypes,
                    Some(1_000),
                    Some(DrugMeasure::Gram),
                )],
            )
        }),
        ("364", &[DrugViolations], |p| {
            drugs(p, vec![(DrugType::Heroin, None, None)])
        }),
        ("365", &[Vandalism], |p| {
            drugs(
                p,
                vec![(DrugType::Heroin, Some(1_000), Some(DrugMeasure::Gram))],
            )
        }),
        ("366", &[DrugViolations], |p| {
            drugs(p, vec![(DrugType::Heroin, Some(1_000), None)])
        }),
        ("367", &[DrugViolations], |p| {
            drugs(
                p,
                vec![(
                    DrugType::Heroin,
                    Some(1_000),
                    Some(DrugMeasure::NumberOfPlants),
                )],
            )
        }),
        ("368", &[DrugViolations], |p| {
            drugs(p, vec![(DrugType::Heroin, None, Some(DrugMeasure::Gram))])
        }),
        ("372", &[Vandalism], |p| items(p, vec![])),
        ("375", &[Vandalism], |p| items(p, vec![])),
        ("382", &[Vandalism], |p| {
            items(
                p,
                vec![Item {
                    value: None,
                    ..item(PropertyCode::Tools, 0)
                }],
            )
        }),
        ("383", &[DrugViolations], |p| {
            items(p, vec![item(PropertyCode::Drugs, 5)])
        }),
        ("384", &[DrugViolations], |p| {
            drugs(
                p,
                vec![(
                    DrugType::Heroin,
                    Some(2_000),
                    Some(DrugMeasure::NotReported),
                )],
            )
        }),
        ("387", &[DrugEquipmentViolations], |p| {
            items(p, vec![item(PropertyCode::Drugs, 5)])
        }),
        ("388", &[MotorVehicleTheft], |p| {
            items(
                p,
                vec![item(PropertyCode::Truck, 5), item(PropertyCode::Buses, 5)],
            )
        }),
        ("389", &[MotorVehicleTheft], |p| {
            let mut back = property(
                Loss::Recovered,
                vec![
                    recovered(PropertyCode::Truck, 5),
                    recovered(PropertyCode::Buses, 5),
                ],
            );
            back.recovered_vehicles = Some(1);
            push(&mut p.property, back);
        }),
        ("390", &[TheftFromMotorVehicle], |p| {
            items(p, vec![item(PropertyCode::SingleDwelling, 5)])
        }),
        ("391", &[TheftFromMotorVehicle], |p| {
            items(p, vec![item(PropertyCode::CreditCards, 5)])
        }),
        ("392", &[DrugViolations], |p| {
            lose(p, vec![property(Loss::NoLoss, vec![])])
        }),
        ("401", &[Robbery], |p| relate(p, vec![])),
        ("407", &[SimpleAssault], |p| {
            first(&mut p.victims, |v| {
                v.injuries = few(vec![Injury::NoInjury, Injury::ApparentMinorInjury])
            })
        }),
        ("419", &[Vandalism], |p| {
            first(&mut p.victims, |v| v.injuries = few(vec![Injury::NoInjury]))
        }),
        ("449", &[SimpleAssault], |p| {
            relate(p, vec![(1, Some(Relation::Spouse))]);
            first(&mut p.victims, |v| v.person = Some(person(17, Sex::Female)));
        }),
        ("450", &[SimpleAssault], |p| {
            relate(p, vec![(1, Some(Relation::Spouse))]);
            first(&mut p.victims, |v| v.person = Some(person(9, Sex::Female)));
        }),
        ("453", &[Vandalism], |p| {
            first(&mut p.victims, |v| v.person = None)
        }),
        ("454", &[SimpleAssault], |p| {
            officer(p);
            first(&mut p.victims, |v| v.officer = None);
        }),
        ("455", &[JustifiableHomicide], |p| {
            first(&mut p.victims, |v| v.justification = None)
        }),
        ("456", &[AggravatedAssault], |p| {
            first(&mut p.victims, |v| {
                v.circumstances = few(vec![
                    Circumstance::Argument,
                    Circumstance::UnknownCircumstances,
                ]);
            })
        }),
        ("457", &[Murder], |p| {
            first(&mut p.victims, |v| {
                v.justification = Some(Justification::CriminalResistedArrest)
            })
        }),
        ("458", &[Vandalism], |p| {
            first(&mut p.victims, |v| v.kind = VictimType::Business)
        }),
        ("459", &[Vandalism], |p| {
            relate(p, vec![(1, Some(Relation::Stranger))])
        }),
        ("460", &[Robbery], |p| relate(p, vec![(1, None)])),
        ("461", &[Burglary], |p| {
            first(&mut p.victims, |v| v.kind = VictimType::Society)
        }),
        ("462", &[AggravatedAssault], |p| {
            first(&mut p.victims, |v| {
                v.circumstances = few(vec![Circumstance::MercyKilling])
            })
        }),
        ("463", &[JustifiableHomicide], |p| {
            first(&mut p.victims, |v| {
                v.circumstances = few(vec![Circumstance::Argument])
            })
        }),
        ("464", &[Intimidation], |p| {
            first(&mut p.victims, |v| {
                v.kind = VictimType::Business;
                v.person = None;
            })
        }),
        ("465", &[WeaponLawViolations], |p| {
            first(&mut p.victims, |v| v.kind = VictimType::Individual)
        }),
        ("466", &[Vandalism], |p| {
            first(&mut p.victims, |v| v.offenses = few(vec![Vandalism, Arson]))
        }),
        ("467", &[Vandalism], |p| {
            first(&mut p.victims, |v| v.kind = VictimType::Society)
        }),
        ("468", &[Robbery], |p| {
            relate(p, vec![(0, Some(Relation::Stranger))])
        }),
        ("469", &[Rape], |p| {
            first(&mut p.victims, |v| {
                v.person = Some(person(30, Sex::Unknown))
            })
        }),
        ("470", &[SimpleAssault], |p| {
            relate(p, vec![(1, Some(Relation::Offender))])
        }),
        ("471", &[SimpleAssault], |p| {
            offend(p, vec![offender(1), offender(2)]);
            relate(
                p,
                vec![(1, Some(Relation::Offender)), (2, Some(Relation::Offender))],
            );
        }),
        ("472", &[SimpleAssault], |p| {
            let nothing = Offender {
                age: Age::Unknown,
                sex: Sex::Unknown,
                race: Race::Unknown,
                ..offender(1)
            };
            offend(p, vec![nothing]);
        }),
        ("474", &[SimpleAssault], |p| {
            relate(p, vec![(1, Some(Relation::Offender))]);
            let twin = Victim {
                sequence: SECOND,
                ..p.victims[0].clone()
            };
            push(&mut p.victims, twin);
        }),
        ("475", &[SimpleAssault], |p| {
            offend(p, vec![offender(1), offender(2)]);
            relate(
                p,
                vec![(1, Some(Relation::Spouse)), (2, Some(Relation::Spouse))],
            );
        }),
        ("476", &[SimpleAssault], |p| {
            relate(p, vec![(1, Some(Relation::Spouse))]);
            let twin = Victim {
                sequence: SECOND,
                ..p.victims[0].clone()
            };
            push(&mut p.victims, twin);
        }),
        ("477", &[NegligentManslaughter], |p| {
            first(&mut p.victims, |v| {
                v.circumstances = few(vec![Circumstance::Argument])
            })
        }),
        ("478", &[Robbery, SimpleAssault], |_| {}),
        ("479", &[SimpleAssault], |p| {
            first(&mut p.victims, |v| {
                v.injuries = few(vec![Injury::LossOfTeeth])
            })
        }),
        ("480", &[AggravatedAssault], |p| {
            first(&mut p.victims, |v| {
                v.circumstances = few(vec![Circumstance::OtherFelonyInvolved])
            })
        }),
        ("481", &[StatutoryRape], |p| {
            first(&mut p.victims, |v| v.person = Some(person(19, Sex::Female)))
        }),
        ("482", &[Robbery], officer),
        ("483", &[SimpleAssault], |p| {
            officer(p);
            first(&mut p.victims, |v| v.kind = VictimType::Individual);
        }),
        ("490", &[SimpleAssault], |p| {
            officer(p);
            p.administrative.hour = None;
        }),
        ("501", &[Vandalism], |p| offend(p, vec![])),
        ("549", &[SimpleAssault], |p| {
            offend(
                p,
                vec![Offender {
                    age: Age::of_years(16),
                    ..offender(1)
                }],
            );
            relate(p, vec![(1, Some(Relation::Spouse))]);
        }),
        ("550", &[SimpleAssault], |p| {
            offend(
                p,
                vec![Offender {
                    age: Age::of_years(8),
                    ..offender(1)
                }],
            );
            relate(p, vec![(1, Some(Relation::Spouse))]);
        }),
        ("553", &[SimpleAssault], |p| {
            relate(p, vec![(1, Some(Relation::Offender))])
        }),
        ("554", &[SimpleAssault], |p| {
            relate(p, vec![(1, Some(Relation::Child))])
        }),
        ("557", &[Vandalism], |p| {
            clear(p);
            p.offenders = Offenders::Unknown;
        }),
        ("558", &[Vandalism], |p| {
            clear(p);
            offend(
                p,
                vec![Offender {
                    race: Race::Unknown,
                    ..offender(1)
                }],
            );
        }),
        ("559", &[JustifiableHomicide], |p| {
            offend(
                p,
                vec![Offender {
                    race: Race::Unknown,
                    ..offender(1)
                }],
            )
        }),
        ("560", &[Rape], |p| {
            first(&mut p.victims, |v| v.person = Some(person(30, Sex::Male)))
        }),
        ("601", &[Robbery], |p| {
            arrest(p, |a| a.armed = Few::default())
        }),
        ("607", &[Robbery], |p| {
            arrest(p, |a| {
                a.armed = few(vec![ArmedWith::Unarmed, ArmedWith::Handgun])
            })
        }),
        ("640", &[Robbery], |p| {
            arrest(p, |a| a.age = Age::Between(16, 20))
        }),
        ("641", &[Robbery], |p| {
            arrest(p, |a| a.age = Age::of_years(99))
        }),
        ("652", &[Robbery], |p| {
            arrest(p, |a| a.age = Age::of_years(16))
        }),
        ("653", &[Robbery], |p| {
            arrest(p, |a| a.juvenile = Some(JuvenileDisposition::Handled))
        }),
        ("656", &[Robbery], |p| {
            p.arrestees = few(vec![arrestee(1), arrestee(2)])
        }),
        ("665", &[Robbery], |p| {
            arrest(p, |a| a.date = date!(2026 - 11 - 01))
        }),
        ("667", &[Robbery], |p| arrest(p, |a| a.sex = Sex::Unknown)),
        ("669", &[JustifiableHomicide], |p| arrest(p, |_| {})),
        ("670", &[Robbery], |p| {
            arrest(p, |a| {
                a.offense = ArrestOffense::GroupA(JustifiableHomicide)
            })
        }),
    ]
}

/// In the month of November 2026.
fn submission_breaks() -> Vec<(&'static str, Break)> {
    vec![
        ("170", |p| p.administrative.date = date!(2026 - 12 - 01)),
        ("171", |p| p.administrative.date = date!(2024 - 12 - 31)),
        ("172", |p| p.administrative.date = date!(1990 - 12 - 31)),
        ("305", |p| {
            let late = Item {
                recovered: Some(date!(2026 - 12 - 01)),
                value: Some(Dollars::UNKNOWN),
                code: PropertyCode::Tools,
            };
            push(&mut p.property, property(Loss::Recovered, vec![late]));
        }),
        ("605", |p| arrest(p, |a| a.date = date!(2026 - 12 - 01))),
    ]
}

/// The rules that can be broken by segments.
pub fn checked() -> BTreeSet<&'static str> {
    let content = breaks().into_iter().map(|(rule, ..)| rule);
    content
        .chain(submission_breaks().into_iter().map(|(rule, _)| rule))
        .collect()
}

#[test]
fn each_rule_that_is_checked_is_told_when_it_is_broken() {
    for (rule, codes, change) in breaks() {
        let mut parts = incident(codes);
        change(&mut parts);
        let found = rules::check(&parts);
        let told = found.iter().find(|finding| finding.rule == rule);
        let told = told.unwrap_or_else(|| panic!("{rule} is not told: {found:?}"));
        assert!(told.words.ends_with(['.', '?']), "{rule}: a plain sentence");
        let errors = found.iter().any(rules::Finding::is_error);
        assert_eq!(
            Incident::new(parts).is_err(),
            errors,
            "{rule}: an error makes no incident"
        );
    }
}

#[test]
fn each_rule_of_a_submission_is_told_when_it_is_broken() {
    let month = "2026-11".parse().expect("a month");
    assert_eq!(rules::submission(&incident(&[AllOtherLarceny]), month), []);
    for (rule, change) in submission_breaks() {
        let mut parts = incident(&[AllOtherLarceny]);
        change(&mut parts);
        let found = rules::submission(&parts, month);
        assert!(
            found.iter().any(|finding| finding.rule == rule),
            "{rule}: {found:?}"
        );
    }
}

#[test]
fn no_rule_is_in_the_code_that_is_not_broken_here() {
    let sources = [
        include_str!("../../src/nibrs/rules/structure.rs"),
        include_str!("../../src/nibrs/rules/offense.rs"),
        include_str!("../../src/nibrs/rules/property.rs"),
        include_str!("../../src/nibrs/rules/victim.rs"),
        include_str!("../../src/nibrs/rules/relation.rs"),
        include_str!("../../src/nibrs/rules/offender.rs"),
        include_str!("../../src/nibrs/rules/arrestee.rs"),
        include_str!("../../src/nibrs/rules/submission.rs"),
    ];
    let checked = checked();
    for source in sources {
        for word in source
            .split('"')
            .filter(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit()))
        {
            assert!(checked.contains(word), "{word} is checked and never broken");
        }
    }
}
