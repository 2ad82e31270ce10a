//! Where each data element stands in a line (FBI NIBRS Technical Specification 2019.1, volume "data submission
//! formats"). Columns count from 1, as the specification counts them.

/// One data element of a segment, or several of a kind beside each other.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// The element's name, also in JSON.
    pub name: &'static str,
    /// The first column of the first value.
    pub at: usize,
    pub len: usize,
    /// How many values there are, and how many columns apart.
    pub times: usize,
    pub stride: usize,
}

/// One kind of line.
#[derive(Debug)]
pub struct Segment {
    pub level: u8,
    /// Characters of a line.
    pub len: usize,
    /// A shorter form that is read too: without what 2019.1 added.
    pub short: Option<usize>,
    /// The rule that a wrong length breaks.
    pub length_rule: &'static str,
    pub columns: &'static [Column],
}

const fn one(name: &'static str, at: usize, len: usize) -> Column {
    Column {
        name,
        at,
        len,
        times: 1,
        stride: 0,
    }
}

const fn many(name: &'static str, at: usize, len: usize, times: usize, stride: usize) -> Column {
    Column {
        name,
        at,
        len,
        times,
        stride,
    }
}

/// What every line begins with.
pub const LENGTH: Column = one("segment_length", 1, 4);
pub const LEVEL: Column = one("segment_level", 5, 1);
pub const ACTION: Column = one("action", 6, 1);
pub const MONTH: Column = one("month", 7, 2);
pub const YEAR: Column = one("year", 9, 4);
pub const CITY: Column = one("city", 13, 4);
pub const ORI: Column = one("ori", 17, 9);
pub const NUMBER: Column = one("incident_number", 26, 12);

/// Columns of that head.
pub const HEAD: usize = 37;

pub static ADMINISTRATIVE: Segment = Segment {
    level: 1,
    len: 88,
    short: Some(87),
    length_rule: "178",
    columns: &[
        one("date", 38, 8),
        one("report_date_indicator", 46, 1),
        one("hour", 47, 2),
        one("cleared_exceptionally", 49, 1),
        one("clearance_date", 50, 8),
        many("clearance_offense", 58, 3, 10, 3),
        one("cargo_theft", 88, 1),
    ],
};

pub static OFFENSE: Segment = Segment {
    level: 2,
    len: 71,
    short: Some(63),
    length_rule: "284",
    columns: &[
        one("offense", 38, 3),
        one("attempted", 41, 1),
        many("using", 42, 1, 3, 1),
        one("location", 45, 2),
        one("premises", 47, 2),
        one("entry", 49, 1),
        many("activity", 50, 1, 3, 1),
        many("weapon", 53, 3, 3, 3),
        many("bias", 62, 2, 5, 2),
    ],
};

pub static PROPERTY: Segment = Segment {
    level: 3,
    len: 307,
    short: None,
    length_rule: "051",
    columns: &[
        one("loss", 38, 1),
        many("property", 39, 2, 10, 19),
        many("value", 41, 9, 10, 19),
        many("recovered", 50, 8, 10, 19),
        one("stolen_vehicles", 229, 2),
        one("recovered_vehicles", 231, 2),
        many("drug", 233, 1, 3, 15),
        many("drug_quantity", 234, 12, 3, 15),
        many("drug_measure", 246, 2, 3, 15),
    ],
};

pub static VICTIM: Segment = Segment {
    level: 4,
    len: 141,
    short: Some(129),
    length_rule: "484",
    columns: &[
        one("sequence", 38, 3),
        many("offense", 41, 3, 10, 3),
        one("kind", 71, 1),
        one("age", 72, 4),
        one("sex", 76, 1),
        one("race", 77, 1),
        one("ethnicity", 78, 1),
        one("resident", 79, 1),
        many("circumstance", 80, 2, 2, 2),
        one("justification", 84, 1),
        many("injury", 85, 1, 5, 1),
        many("offender", 90, 2, 10, 4),
        many("relation", 92, 2, 10, 4),
        one("officer_activity", 130, 2),
        one("officer_assignment", 132, 1),
        one("officer_ori", 133, 9),
    ],
};

pub static OFFENDER: Segment = Segment {
    level: 5,
    len: 46,
    short: Some(45),
    length_rule: "584",
    columns: &[
        one("sequence", 38, 2),
        one("age", 40, 4),
        one("sex", 44, 1),
        one("race", 45, 1),
        one("ethnicity", 46, 1),
    ],
};

pub static ARRESTEE: Segment = Segment {
    level: 6,
    len: 110,
    short: None,
    length_rule: "051",
    columns: &[
        one("sequence", 38, 2),
        one("transaction", 40, 12),
        one("date", 52, 8),
        one("how", 60, 1),
        one("count", 61, 1),
        one("offense", 62, 3),
        many("armed", 65, 3, 2, 3),
        one("age", 71, 4),
        one("sex", 75, 1),
        one("race", 76, 1),
        one("ethnicity", 77, 1),
        one("resident", 78, 1),
        one("juvenile", 79, 1),
        one("clearance_indicator", 80, 1),
        many("clearance_offense", 81, 3, 10, 3),
    ],
};

/// Every kind of line of a Group A incident.
pub static SEGMENTS: [&Segment; 6] = [
    &ADMINISTRATIVE,
    &OFFENSE,
    &PROPERTY,
    &VICTIM,
    &OFFENDER,
    &ARRESTEE,
];

/// The kind of line of a level.
#[must_use]
pub fn segment(level: u8) -> Option<&'static Segment> {
    SEGMENTS.into_iter().find(|segment| segment.level == level)
}

impl Segment {
    /// The element of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
