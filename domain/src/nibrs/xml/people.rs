//! People: victims, offenders, arrestees, and officers who were victims.

use super::writer::Xml;
use super::{agency, day};
use crate::nibrs::codes::Code;
use crate::nibrs::segment::{ArrestOffense, Arrestee, Offender, Offense, Parts, Person, Victim};
use crate::nibrs::values::Age;

/// Names of elements that others refer to.
pub(super) struct Ids<'a>(pub(super) &'a str);

impl Ids<'_> {
    pub(super) fn of(&self, what: &str, sequence: u16) -> String {
        format!("{what}-{}-{sequence}", self.0)
    }

    pub(super) fn offense(&self, offense: &Offense) -> String {
        format!("Offense-{}-{}", self.0, offense.code.code())
    }

    pub(super) fn location(&self, offense: &Offense) -> String {
        format!("Location-{}-{}", self.0, offense.code.code())
    }
}

pub(super) fn described(offender: &Offender) -> Person {
    Person {
        age: offender.age,
        sex: offender.sex,
        race: offender.race,
        ethnicity: offender.ethnicity,
        resident: None,
    }
}

pub(super) fn arrested(arrestee: &Arrestee) -> Person {
    Person {
        age: arrestee.age,
        sex: arrestee.sex,
        race: arrestee.race,
        ethnicity: arrestee.ethnicity,
        resident: arrestee.resident,
    }
}

pub(super) fn person(xml: &mut Xml, id: &str, person: &Person) {
    xml.identified("nc:Person", id, |xml| {
        xml.within("nc:PersonAgeMeasure", |xml| match person.age {
            Age::Unknown => xml.text("nc:MeasureValueText", "UNKNOWN"),
            Age::Neonate => xml.text("nc:MeasureValueText", "NEONATAL"),
            Age::Newborn => xml.text("nc:MeasureValueText", "NEWBORN"),
            Age::Baby => xml.text("nc:MeasureValueText", "BABY"),
            Age::Years(years) => xml.text("nc:MeasureIntegerValue", &years.to_string()),
            Age::Between(low, high) => xml.within("nc:MeasureIntegerRange", |xml| {
                xml.text("nc:RangeMaximumIntegerValue", &high.to_string());
                xml.text("nc:RangeMinimumIntegerValue", &low.to_string());
            }),
        });
        if let Some(ethnicity) = person.ethnicity {
            xml.text("j:PersonEthnicityCode", ethnicity.code());
        }
        xml.text("j:PersonRaceNDExCode", person.race.code());
        if let Some(resident) = person.resident {
            xml.text("j:PersonResidentCode", resident.code());
        }
        xml.text("j:PersonSexCode", person.sex.code());
    });
}

pub(super) fn officer(xml: &mut Xml, ids: &Ids<'_>, victim: &Victim) {
    let Some(officer) = &victim.officer else {
        return;
    };
    xml.within("j:EnforcementOfficial", |xml| {
        xml.refer("nc:RoleOfPerson", &ids.of("PersonVictim", victim.sequence));
        if let Some(activity) = officer.activity {
            xml.text("j:EnforcementOfficialActivityCategoryCode", activity.code());
        }
        if let Some(assignment) = officer.assignment {
            xml.text(
                "j:EnforcementOfficialAssignmentCategoryCode",
                assignment.code(),
            );
        }
        if let Some(ori) = &officer.other_ori {
            agency(xml, "j:EnforcementOfficialUnit", ori.as_str());
        }
    });
}

pub(super) fn arrestees(xml: &mut Xml, ids: &Ids<'_>, parts: &Parts) {
    for arrestee in &parts.arrestees {
        let sequence = u16::from(arrestee.sequence);
        xml.identified("j:Arrestee", &ids.of("Arrestee", sequence), |xml| {
            xml.refer("nc:RoleOfPerson", &ids.of("PersonArrestee", sequence));
            xml.text("j:ArrestSequenceID", &sequence.to_string());
            for armed in &arrestee.armed {
                xml.text("j:ArresteeArmedWithCode", armed.code());
            }
            if let Some(juvenile) = arrestee.juvenile {
                xml.text("j:ArresteeJuvenileDispositionCode", juvenile.code());
            }
        });
    }
    for arrestee in &parts.arrestees {
        let sequence = u16::from(arrestee.sequence);
        xml.identified("j:Arrest", &ids.of("Arrest", sequence), |xml| {
            xml.nested(
                "nc:ActivityIdentification",
                "nc:IdentificationID",
                arrestee.transaction.as_str(),
            );
            xml.nested("nc:ActivityDate", "nc:Date", &day(arrestee.date));
            let offense = match arrestee.offense {
                ArrestOffense::GroupA(code) => code.code(),
                ArrestOffense::GroupB(code) => code.code(),
            };
            xml.nested("j:ArrestCharge", "nibrs:ChargeUCRCode", offense);
            xml.text("j:ArrestCategoryCode", arrestee.how.code());
            xml.text("j:ArrestSubjectCountCode", arrestee.count.code());
        });
    }
}
