//! Reading a flat file: the good incidents are kept, each bad line is told with its element and rule.

use super::cells::Cells;
use super::layout::{self, Column};
use super::raw::{RawSegment, cell};
use crate::nibrs::few::{Few, Keyed};
use crate::nibrs::incident::{Incident, Invalid};
use crate::nibrs::segment::{
    Administrative, Arrestee, Offender, Offenders, Offense, Parts, Property, Victim,
};
use crate::nibrs::values::{IncidentNumber, Ori};
use std::collections::BTreeSet;

/// What is wrong with a line. Nothing of the line itself: somebody typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// From 1.
    pub line: usize,
    /// The element's name, or the segment that a rule is about.
    pub field: String,
    /// The FBI's number; `-` where no rule has one.
    pub rule: &'static str,
    pub words: &'static str,
}

/// What came of reading.
#[derive(Debug, Default)]
pub struct Reading {
    /// With the line that each begins at.
    pub incidents: Vec<(usize, Incident)>,
    pub faults: Vec<Fault>,
}

/// Reads a whole file of this agency's incidents.
#[must_use]
pub fn read(text: &str, ori: &Ori) -> Reading {
    let mut reading = Reading::default();
    let mut month = None;
    let mut open: Option<Group> = None;
    let mut seen = BTreeSet::new();
    for (place, text) in text.lines().enumerate() {
        let line = place + 1;
        if text.trim().is_empty() {
            continue;
        }
        match head(text, line, ori, &mut month) {
            Err(fault) => {
                reading.faults.push(fault);
                // A line that cannot be placed belongs to the incident that it stands in.
                if let Some(group) = &mut open {
                    group.spoilt = true;
                }
            }
            Ok((number, raw)) => {
                if raw.level == 1 || open.as_ref().is_none_or(|group| group.number != number) {
                    close(open.take(), &mut reading);
                    let twice = !seen.insert(number.clone());
                    let mut group = Group {
                        number,
                        segments: Vec::new(),
                        spoilt: false,
                    };
                    if twice {
                        group.spoil(
                            line,
                            "incident_number",
                            "056",
                            "This number stands in the file before.",
                            &mut reading,
                        );
                    } else if raw.level != 1 {
                        group.spoil(
                            line,
                            "segment_level",
                            "055",
                            "An incident begins with its segment of level 1.",
                            &mut reading,
                        );
                    }
                    open = Some(group);
                }
                if let Some(group) = &mut open {
                    if group
                        .segments
                        .last()
                        .is_some_and(|last| last.level > raw.level)
                    {
                        group.spoil(
                            line,
                            "segment_level",
                            "050",
                            "The segments are not in the order of their levels.",
                            &mut reading,
                        );
                    }
                    group.segments.push(raw);
                }
            }
        }
    }
    close(open, &mut reading);
    reading
}

/// The lines of one incident.
struct Group {
    number: IncidentNumber,
    segments: Vec<RawSegment>,
    spoilt: bool,
}

impl Group {
    fn spoil(
        &mut self,
        line: usize,
        field: &str,
        rule: &'static str,
        words: &'static str,
        reading: &mut Reading,
    ) {
        self.spoilt = true;
        reading.faults.push(Fault {
            line,
            field: field.to_owned(),
            rule,
            words,
        });
    }
}

fn close(group: Option<Group>, reading: &mut Reading) {
    let Some(group) = group else { return };
    let line = group.segments.first().map_or(0, |segment| segment.line);
    // Read although it is spoilt, so that everything that is wrong is told at once.
    let spoilt = group.spoilt;
    match read_segments(group.number, &group.segments) {
        Ok(incident) if !spoilt => reading.incidents.push((line, incident)),
        Ok(_) => {}
        Err(faults) if spoilt && group.segments.is_empty() => drop(faults),
        Err(faults) => reading.faults.extend(faults),
    }
}

/// The head of a line, and the segment behind it.
fn head(
    text: &str,
    line: usize,
    ori: &Ori,
    month: &mut Option<String>,
) -> Result<(IncidentNumber, RawSegment), Fault> {
    let fault = |column: &Column, rule: &'static str, words: &'static str| Fault {
        line,
        field: column.name.to_owned(),
        rule,
        words,
    };
    if !text.is_ascii() {
        return Err(fault(
            &layout::LENGTH,
            "-",
            "The line has characters that are not ASCII.",
        ));
    }
    let level = cell(text, &layout::LEVEL, 0);
    let segment = match level.parse::<u8>().ok().and_then(layout::segment) {
        Some(segment) => segment,
        None if level == "0" => {
            return Err(fault(
                &layout::LEVEL,
                "-",
                "A zero report holds no incident.",
            ));
        }
        None if level == "7" => {
            return Err(fault(
                &layout::LEVEL,
                "-",
                "A Group B arrest report is no incident and is not kept.",
            ));
        }
        None => return Err(fault(&layout::LEVEL, "051", "The level is 0 to 7.")),
    };
    let stated = cell(text, &layout::LENGTH, 0).parse::<usize>().ok();
    let Some(stated) = stated.filter(|len| *len == segment.len || Some(*len) == segment.short)
    else {
        return Err(fault(
            &layout::LENGTH,
            segment.length_rule,
            "Not the length of a segment of this level.",
        ));
    };
    // Blanks at the end may have been cut off on the way.
    if text.len() > stated {
        return Err(fault(
            &layout::LENGTH,
            segment.length_rule,
            "The line is longer than it says.",
        ));
    }
    let text = format!("{text:<width$}", width = segment.len);
    if cell(&text, &layout::ACTION, 0) != "I" {
        return Err(fault(
            &layout::ACTION,
            "055",
            "Only incident reports (I) are taken.",
        ));
    }
    let of = format!(
        "{}{}",
        cell(&text, &layout::YEAR, 0),
        cell(&text, &layout::MONTH, 0)
    );
    let valid = of.len() == 6
        && of.bytes().all(|b| b.is_ascii_digit())
        && of
            .get(4..)
            .is_some_and(|month| ("01"..="12").contains(&month));
    if !valid {
        return Err(fault(&layout::MONTH, "175", "Not a month of submission."));
    }
    if *month.get_or_insert_with(|| of.clone()) != of {
        return Err(fault(
            &layout::MONTH,
            "058",
            "Not the month of the other lines.",
        ));
    }
    match cell(&text, &layout::ORI, 0).parse::<Ori>() {
        Ok(found) if found == *ori => {}
        Ok(_) => return Err(fault(&layout::ORI, "059", "Another agency's.")),
        Err(_) => return Err(fault(&layout::ORI, "052", "Not an ORI.")),
    }
    let number = cell(&text, &layout::NUMBER, 0).trim_end();
    let number = number.parse().map_err(|_| {
        let rules = ["017", "117", "217", "317", "417", "517", "617"];
        let rule = rules[usize::from(segment.level.min(6))];
        fault(
            &layout::NUMBER,
            rule,
            "At most 12 of A-Z, 0-9 and the hyphen, without blanks.",
        )
    })?;
    Ok((number, RawSegment::cut(segment, line, &text)))
}

/// Makes an incident of its segments.
///
/// # Errors
/// Everything that is wrong: values by their line and element, rules by the first line.
pub fn read_segments(
    number: IncidentNumber,
    segments: &[RawSegment],
) -> Result<Incident, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut administrative: Option<Administrative> = None;
    let mut offenses: Vec<Offense> = Vec::new();
    let mut property: Vec<Property> = Vec::new();
    let mut victims: Vec<Victim> = Vec::new();
    let mut offenders: Vec<Offender> = Vec::new();
    let mut arrestees: Vec<Arrestee> = Vec::new();
    let (mut unknown, mut said) = (false, false);
    let first = segments.first().map_or(0, |segment| segment.line);
    for raw in segments {
        let mut cells = Cells::new(raw, &mut faults);
        match raw.level {
            1 => administrative = cells.administrative(number.clone()),
            2 => offenses.extend(cells.offense()),
            3 => property.extend(cells.property()),
            4 => victims.extend(cells.victim()),
            5 => {
                said = true;
                match cells.offender() {
                    Some(None) => unknown = true,
                    Some(Some(offender)) => offenders.push(offender),
                    None => {}
                }
            }
            6 => arrestees.extend(cells.arrestee()),
            _ => {}
        }
    }
    let mut whole = |rule: &'static str, field: &str, words: &'static str| {
        faults.push(Fault {
            line: first,
            field: field.to_owned(),
            rule,
            words,
        });
    };
    if !said {
        whole("075", "offender", "The offender segment is always there.");
    }
    if unknown && !offenders.is_empty() {
        whole(
            "555",
            "offender",
            "An unknown offender stands beside known ones.",
        );
    }
    let offenders = if unknown || !said {
        Offenders::Unknown
    } else {
        Offenders::Known(few(offenders, "551", "offender", &mut whole))
    };
    let offenses = few(offenses, "262", "offense", &mut whole);
    let property = few(property, "376", "property", &mut whole);
    let victims = few(victims, "451", "victim", &mut whole);
    let arrestees = few(arrestees, "661", "arrestee", &mut whole);
    let Some(administrative) = administrative.filter(|_| faults.is_empty()) else {
        return Err(faults);
    };
    Incident::new(Parts {
        administrative,
        offenses,
        property,
        victims,
        offenders,
        arrestees,
    })
    .map_err(|Invalid(findings)| {
        findings
            .into_iter()
            .map(|found| Fault {
                line: first,
                field: found.about,
                rule: found.rule,
                words: found.words,
            })
            .collect()
    })
}

fn few<T: Keyed, const MAX: usize>(
    values: Vec<T>,
    rule: &'static str,
    field: &str,
    whole: &mut impl FnMut(&'static str, &str, &'static str),
) -> Few<T, MAX> {
    Few::new(values).unwrap_or_else(|_| {
        whole(
            rule,
            field,
            "The same segment twice, or more than there may be.",
        );
        Few::default()
    })
}
