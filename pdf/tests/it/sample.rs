//! A report copy such as the service makes, for the tests and the example.

#[path = "english.rs"]
mod english;

use pdf::{AttachmentLine, Department, ReportCopy, Row, Section, Verification};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

pub fn sample() -> ReportCopy {
    ReportCopy {
        words: english::english(),
        department: Department {
            name: "Westport Police Department".into(),
            address: "50 Jesup Road, Westport, CT 06880".into(),
            telephone: "(203) 341-6000".into(),
            website: None,
        },
        case_number: "WP26-000123".into(),
        tracking_number: "T-7KQ4-M2XP".into(),
        title: "Lost property".into(),
        submitted_at: "Monday, June 1, 2026, 8:42 p.m.".into(),
        approved_at: "Tuesday, June 2, 2026, 9:15 a.m.".into(),
        issued_at: issued_at(),
        approved_by: "Officer J. Morales, badge 114".into(),
        sections: vec![
            section(
                "Reporting party",
                &[
                    ("Name", "Eleanor Whitcombe"),
                    ("Role", "Owner"),
                    ("Address", "14 Hillspoint Road\nWestport, CT 06880"),
                    ("Telephone", "(203) 555-0142, evenings"),
                    ("E-mail", "eleanor.whitcombe@example.org"),
                ],
            ),
            section(
                "Incident",
                &[
                    ("From", "Saturday, May 30, 2026, about 2 p.m."),
                    ("To", "Saturday, May 30, 2026, about 5:30 p.m."),
                    ("Place", "Compo Beach, by the pavilion"),
                    ("How discovered", "Reached for the camera on the way home."),
                ],
            ),
            section(
                "Property",
                &[
                    ("Item", "Digital camera, black, in a tan leather case"),
                    ("Brand and model", "Fujifilm X100VI"),
                    ("Serial number", "41A01987"),
                    ("Value", "$1,600"),
                    ("Insurer and policy", ""),
                ],
            ),
        ],
        narrative: "We spent the afternoon at Compo Beach. I took pictures until about four \
                    o’clock and then put the camera back into its case, which hung on the back of \
                    a beach chair next to the pavilion.\n\nWhen we packed up at half past five I \
                    did not look for it. I noticed that it was missing when we were already on \
                    Hillspoint Road, drove back at once and asked the attendant at the gate and \
                    the lifeguards. Nobody had handed it in.\n\nThe case has my initials, E. W., \
                    stamped on the strap. There is a 128 GB card in the camera with family \
                    pictures that matter more to me than the camera itself."
            .into(),
        attachments: vec![
            AttachmentLine {
                name: "receipt.pdf".into(),
                sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            },
            AttachmentLine {
                name: "IMG_2207 strap with initials.jpeg".into(),
                sha256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752".into(),
            },
        ],
        verification: Verification {
            address: "https://reports.westport.example/verify".into(),
            code: "7KQM-2XWP-9RTA-H4VC-XN3D".into(),
            link: "https://reports.westport.example/verify?c=7KQM2XWP9RTAH4VCXN3D".into(),
            fingerprint: "9F86 D081 884C 7D65".into(),
        },
        notices: vec![
            "This copy is given free of charge to the person who filed the report. It shows the \
             report as it was filed and approved; it does not say that the department has \
             confirmed what is stated in it."
                .into(),
            "To add to or correct this report, call the department and give the case number \
             above. In an emergency call 9-1-1."
                .into(),
        ],
    }
}

pub fn section(title: &str, rows: &[(&str, &str)]) -> Section {
    Section {
        title: title.into(),
        rows: rows
            .iter()
            .map(|&(label, value)| Row {
                label: label.into(),
                value: value.into(),
            })
            .collect(),
    }
}

fn issued_at() -> OffsetDateTime {
    let date = Date::from_calendar_date(2026, Month::June, 2).expect("a date of the calendar");
    let time = Time::from_hms(9, 16, 5).expect("a time of the day");
    let offset = UtcOffset::from_hms(-4, 0, 0).expect("an offset of the earth");
    PrimitiveDateTime::new(date, time).assume_offset(offset)
}
