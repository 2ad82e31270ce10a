//! The code tables against the FBI's own.

use domain::nibrs::codes::force::*;
use domain::nibrs::codes::location::Location;
use domain::nibrs::codes::named::{Bias, Loss, Relation};
use domain::nibrs::codes::offense::{GroupB, OffenseCode};
use domain::nibrs::codes::people::*;
use domain::nibrs::codes::property::{DrugMeasure, DrugType, PropertyCode};
use domain::nibrs::codes::{Code, XmlName};
use std::collections::BTreeSet;

pub fn fixture() -> serde_json::Value {
    serde_json::from_str(include_str!("../fixtures/nibrs-2019.1.json"))
        .expect("the fixture is JSON")
}

/// Both columns of a table of the fixture.
pub fn table(name: &str) -> Vec<(String, String)> {
    let fixture = fixture();
    let rows = fixture["tables"][name].as_array().expect("a table");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    rows.iter()
        .map(|row| (text(&row[0]), text(&row[1])))
        .collect()
}

fn codes<C: Code>() -> BTreeSet<String> {
    let codes: BTreeSet<String> = C::ALL.iter().map(|value| value.code().to_owned()).collect();
    assert_eq!(codes.len(), C::ALL.len(), "a code twice");
    for value in C::ALL {
        assert_eq!(C::from_code(value.code()), Some(*value));
        assert!(!value.label().is_empty());
    }
    codes
}

fn same<C: Code>(name: &str) {
    let found: BTreeSet<String> = table(name).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes::<C>(), found, "{name}");
}

fn same_with_names<C: Code + XmlName>(name: &str) {
    let ours: BTreeSet<(String, String)> = C::ALL
        .iter()
        .map(|value| (value.xml().to_owned(), value.code().to_owned()))
        .collect();
    assert_eq!(ours, table(name).into_iter().collect(), "{name}");
    codes::<C>();
}

#[test]
fn every_table_holds_the_codes_of_the_fbis_table_and_no_others() {
    same::<Location>("LocationCategoryCode");
    same::<PropertyCode>("ItemCategoryNIBRSPropertyCat");
    same::<DrugType>("DrugCategoryCode");
    same::<DrugMeasure>("SubstanceUnitCode");
    same::<Using>("OffenseFactorCode");
    same::<Entry>("MethodOfEntryCode");
    same::<Activity>("CriminalActivityCategoryCode");
    same::<Weapon>("ForceCategoryCode");
    same::<ArmedWith>("ArresteeArmedWithCode");
    same::<Injury>("InjuryCategoryCode");
    same::<Circumstance>("VictimAggravatedAssaultHomicide");
    same::<Justification>("VictimJustifiableHomicideFactor");
    same::<VictimType>("VictimCategoryCode");
    same::<Sex>("PersonSexCode");
    same::<Race>("PersonRaceNDEXCode");
    same::<Ethnicity>("PersonEthnicityCode");
    same::<Resident>("PersonResidentCode");
    same::<OfficerActivity>("EnfOfficialActivityCategory");
    same::<OfficerAssignment>("EnfOfficialAssignmentCategory");
    same::<ArrestType>("ArrestCategoryCode");
    same::<ArresteeCount>("ArresteeSubjectCountCode");
    same::<JuvenileDisposition>("ArresteeJuvenileDispositionCode");
    same_with_names::<Loss>("ItemStatusCode");
    same_with_names::<Bias>("OffenseFactorBiasMotivationCode");
    same_with_names::<Relation>("VictimToSubjectRelationshipCode");
    let mut offenses = codes::<OffenseCode>();
    offenses.extend(codes::<GroupB>());
    let found = table("OffenseCode")
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    assert_eq!(offenses, found, "Group A and Group B together");
    let mut cleared = codes::<Clearance>();
    cleared.insert("N".to_owned());
    let found = table("IncidentExceptionalClearanceCo")
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    assert_eq!(cleared, found, "not applicable is an absent clearance");
}
