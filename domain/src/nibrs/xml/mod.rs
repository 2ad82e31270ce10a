//! NIBRS XML (IEPD 2019): the same incidents as the flat file, in the order of the schema. One message holds a
//! submission; the same incidents give the same bytes, so the message's time is the end of its month.

mod people;
mod writer;

use super::Incident;
use super::codes::{Code, XmlName};
use super::flat::Submission;
use super::segment::{Drug, Item, Offense, Parts, Property, Victim};
use people::{Ids, arrested, arrestees, described, officer, person};
use time::Date;
use writer::Xml;

/// The schema's namespaces.
const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:nibrs", "http://fbi.gov/cjis/nibrs/2019"),
    ("xmlns:cjis", "http://fbi.gov/cjis/2.0"),
    ("xmlns:j", "http://release.niem.gov/niem/domains/jxdm/5.2/"),
    ("xmlns:nc", "http://release.niem.gov/niem/niem-core/3.0/"),
    ("xmlns:s", "http://release.niem.gov/niem/structures/3.0/"),
];

/// The submission as one document.
#[must_use]
pub fn write<'a>(
    submission: &Submission,
    incidents: impl IntoIterator<Item = &'a Incident>,
) -> String {
    let mut xml = Xml::default();
    xml.out
        .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.open("nibrs:Submission", &NAMESPACES);
    metadata(&mut xml, submission);
    for incident in incidents {
        report(&mut xml, submission, incident.parts());
    }
    xml.close();
    xml.out
}

fn day(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

fn agency(xml: &mut Xml, outer: &'static str, ori: &str) {
    xml.within(outer, |xml| {
        xml.within("j:OrganizationAugmentation", |xml| {
            xml.nested(
                "j:OrganizationORIIdentification",
                "nc:IdentificationID",
                ori,
            );
        });
    });
}

fn metadata(xml: &mut Xml, submission: &Submission) {
    let last = submission
        .month
        .days()
        .map_or_else(String::new, |(_, last)| day(last));
    xml.within("cjis:MessageMetadata", |xml| {
        xml.text("cjis:MessageDateTime", &format!("{last}T23:59:59"));
        let id = format!("{}-{}", submission.ori, submission.month);
        xml.nested("cjis:MessageIdentification", "nc:IdentificationID", &id);
        xml.text("cjis:MessageImplementationVersion", "2019.1");
        agency(
            xml,
            "cjis:MessageSubmittingOrganization",
            submission.ori.as_str(),
        );
    });
}

fn report(xml: &mut Xml, submission: &Submission, parts: &Parts) {
    // Identifiers are unique in a document: the incident's number is part of each.
    let ids = Ids(parts.administrative.number.as_str());
    xml.within("nibrs:Report", |xml| {
        header(xml, submission);
        administrative(xml, parts);
        for offense in &parts.offenses {
            of_offense(xml, &ids, offense);
        }
        for offense in &parts.offenses {
            xml.identified("nc:Location", &ids.location(offense), |xml| {
                xml.text("nibrs:LocationCategoryCode", offense.location.code());
            });
        }
        for property in &parts.property {
            of_property(xml, property);
        }
        for victim in &parts.victims {
            if let Some(found) = &victim.person {
                person(xml, &ids.of("PersonVictim", victim.sequence), found);
            }
        }
        for offender in parts.offenders.known() {
            person(
                xml,
                &ids.of("PersonSubject", offender.sequence.into()),
                &described(offender),
            );
        }
        for arrestee in &parts.arrestees {
            person(
                xml,
                &ids.of("PersonArrestee", arrestee.sequence.into()),
                &arrested(arrestee),
            );
        }
        for victim in &parts.victims {
            officer(xml, &ids, victim);
        }
        for victim in &parts.victims {
            of_victim(xml, &ids, victim);
        }
        subjects(xml, &ids, parts);
        arrestees(xml, &ids, parts);
        associations(xml, &ids, parts);
    });
}

fn header(xml: &mut Xml, submission: &Submission) {
    xml.within("nibrs:ReportHeader", |xml| {
        xml.text("nibrs:NIBRSReportCategoryCode", "GROUP A INCIDENT REPORT");
        xml.text("nibrs:ReportActionCategoryCode", "I");
        xml.nested(
            "nibrs:ReportDate",
            "nc:YearMonthDate",
            &submission.month.to_string(),
        );
        agency(xml, "nibrs:ReportingAgency", submission.ori.as_str());
    });
}

fn administrative(xml: &mut Xml, parts: &Parts) {
    let administrative = &parts.administrative;
    xml.within("nc:Incident", |xml| {
        xml.nested(
            "nc:ActivityIdentification",
            "nc:IdentificationID",
            administrative.number.as_str(),
        );
        match administrative.hour {
            Some(hour) => {
                let moment = format!("{}T{:02}:00:00", day(administrative.date), u8::from(hour));
                xml.nested("nc:ActivityDate", "nc:DateTime", &moment);
            }
            None => xml.nested("nc:ActivityDate", "nc:Date", &day(administrative.date)),
        }
        xml.within("cjis:IncidentAugmentation", |xml| {
            let report_date = administrative.is_report_date.to_string();
            xml.text("cjis:IncidentReportDateIndicator", &report_date);
            if let Some(cargo) = administrative.cargo_theft {
                xml.text("cjis:OffenseCargoTheftIndicator", &cargo.to_string());
            }
        });
        xml.within("j:IncidentAugmentation", |xml| {
            match administrative.cleared {
                Some(cleared) => {
                    xml.text("j:IncidentExceptionalClearanceCode", cleared.how.code());
                    xml.nested(
                        "j:IncidentExceptionalClearanceDate",
                        "nc:Date",
                        &day(cleared.date),
                    );
                }
                None => xml.text("j:IncidentExceptionalClearanceCode", "N"),
            }
        });
    });
}

fn of_offense(xml: &mut Xml, ids: &Ids<'_>, offense: &Offense) {
    xml.identified("j:Offense", &ids.offense(offense), |xml| {
        xml.text("nibrs:OffenseUCRCode", offense.code.code());
        for activity in &offense.activity {
            xml.text("nibrs:CriminalActivityCategoryCode", activity.code());
        }
        for bias in &offense.bias {
            xml.text("j:OffenseFactorBiasMotivationCode", bias.xml());
        }
        if let Some(premises) = offense.premises {
            xml.text("j:OffenseStructuresEnteredQuantity", &premises.to_string());
        }
        for using in &offense.using {
            xml.nested("j:OffenseFactor", "j:OffenseFactorCode", using.code());
        }
        if let Some(entry) = offense.entry {
            xml.nested(
                "j:OffenseEntryPoint",
                "j:PassagePointMethodCode",
                entry.code(),
            );
        }
        for weapon in &offense.weapons {
            xml.nested("j:OffenseForce", "j:ForceCategoryCode", weapon.code());
        }
        xml.text(
            "j:OffenseAttemptedIndicator",
            &offense.attempted.to_string(),
        );
    });
}

fn of_property(xml: &mut Xml, property: &Property) {
    let status = property.loss.xml();
    if property.items.is_empty() && property.drugs.is_empty() {
        xml.within("nc:Item", |xml| {
            xml.nested("nc:ItemStatus", "cjis:ItemStatusCode", status)
        });
    }
    for item in &property.items {
        let vehicles = property.stolen_vehicles.or(property.recovered_vehicles);
        xml.within("nc:Item", |xml| {
            xml.nested("nc:ItemStatus", "cjis:ItemStatusCode", status);
            value(xml, item);
            xml.text("j:ItemCategoryNIBRSPropertyCategoryCode", item.code.code());
            if let Some(count) = vehicles.filter(|_| item.code.is_vehicle()) {
                xml.text("nc:ItemQuantity", &count.to_string());
            }
        });
    }
    for drug in &property.drugs {
        xml.within("nc:Substance", |xml| {
            xml.nested("nc:ItemStatus", "cjis:ItemStatusCode", status);
            substance(xml, drug);
        });
    }
}

fn value(xml: &mut Xml, item: &Item) {
    if item.value.is_none() && item.recovered.is_none() {
        return;
    }
    xml.within("nc:ItemValue", |xml| {
        if let Some(value) = item.value {
            xml.nested(
                "nc:ItemValueAmount",
                "nc:Amount",
                &u64::from(value).to_string(),
            );
        }
        if let Some(recovered) = item.recovered {
            xml.nested("nc:ItemValueDate", "nc:Date", &day(recovered));
        }
    });
}

fn substance(xml: &mut Xml, drug: &Drug) {
    xml.text("j:ItemCategoryNIBRSPropertyCategoryCode", "10");
    xml.text("j:DrugCategoryCode", drug.kind.code());
    if let (Some(quantity), Some(measure)) = (drug.quantity, drug.measure) {
        xml.within("nc:SubstanceQuantityMeasure", |xml| {
            let decimal = format!("{}.{:03}", quantity / 1000, quantity % 1000);
            xml.text("nc:MeasureDecimalValue", &decimal);
            xml.text("j:SubstanceUnitCode", measure.code());
        });
    }
}

fn of_victim(xml: &mut Xml, ids: &Ids<'_>, victim: &Victim) {
    xml.identified("j:Victim", &ids.of("Victim", victim.sequence), |xml| {
        if victim.person.is_some() {
            xml.refer("nc:RoleOfPerson", &ids.of("PersonVictim", victim.sequence));
        }
        xml.text("j:VictimSequenceNumberText", &victim.sequence.to_string());
        for injury in &victim.injuries {
            xml.nested("j:VictimInjury", "j:InjuryCategoryCode", injury.code());
        }
        xml.text("j:VictimCategoryCode", victim.kind.code());
        for circumstance in &victim.circumstances {
            xml.text(
                "j:VictimAggravatedAssaultHomicideFactorCode",
                circumstance.code(),
            );
        }
        if let Some(justification) = victim.justification {
            xml.text(
                "j:VictimJustifiableHomicideFactorCode",
                justification.code(),
            );
        }
    });
}

/// The unknown offender is a subject with the number 0 and no person.
fn subjects(xml: &mut Xml, ids: &Ids<'_>, parts: &Parts) {
    let known = parts.offenders.known();
    if known.is_empty() {
        xml.identified("j:Subject", &ids.of("Subject", 0), |xml| {
            xml.text("j:SubjectSequenceNumberText", "00");
        });
    }
    for offender in known {
        let sequence = u16::from(offender.sequence);
        xml.identified("j:Subject", &ids.of("Subject", sequence), |xml| {
            xml.refer("nc:RoleOfPerson", &ids.of("PersonSubject", sequence));
            xml.text("j:SubjectSequenceNumberText", &sequence.to_string());
        });
    }
}

fn associations(xml: &mut Xml, ids: &Ids<'_>, parts: &Parts) {
    for arrestee in &parts.arrestees {
        let sequence = u16::from(arrestee.sequence);
        xml.within("j:ArrestSubjectAssociation", |xml| {
            xml.refer("nc:Activity", &ids.of("Arrest", sequence));
            xml.refer("j:Subject", &ids.of("Arrestee", sequence));
        });
    }
    for offense in &parts.offenses {
        xml.within("j:OffenseLocationAssociation", |xml| {
            xml.refer("j:Offense", &ids.offense(offense));
            xml.refer("nc:Location", &ids.location(offense));
        });
    }
    for victim in &parts.victims {
        for offense in parts
            .offenses
            .iter()
            .filter(|offense| victim.offenses.contains(&offense.code))
        {
            xml.within("j:OffenseVictimAssociation", |xml| {
                xml.refer("j:Offense", &ids.offense(offense));
                xml.refer("j:Victim", &ids.of("Victim", victim.sequence));
            });
        }
    }
    for victim in &parts.victims {
        for related in &victim.related {
            xml.within("j:SubjectVictimAssociation", |xml| {
                xml.refer("j:Subject", &ids.of("Subject", related.offender.into()));
                xml.refer("j:Victim", &ids.of("Victim", victim.sequence));
                if let Some(relation) = related.relation {
                    xml.text("nibrs:VictimToSubjectRelationshipCode", relation.xml());
                }
            });
        }
    }
}
