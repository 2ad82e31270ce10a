//! What the map says about a place, as a type.
//!
//! Why not a bool: the lines are good to 13 to 150 m, so "no" and "we cannot tell from a pin" are
//! different answers, and the second is settled by asking the filer. The words of the question
//! belong to the pages; which area it is about is decided here.

use serde::{Deserialize, Serialize};

/// An area named by the department's announcement, or the ramps, which no public map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Sherwood Island State Park.
    SherwoodIsland,
    /// The Merritt Parkway (Route 15).
    MerrittParkway,
    /// The Connecticut Turnpike (I-95).
    #[serde(rename = "i95")]
    I95,
    /// An entrance or exit ramp of either highway. Never more than `near`.
    Ramp,
}

/// An area with a nominal outline: a place can lie inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExcludedArea {
    /// Sherwood Island State Park.
    SherwoodIsland,
    /// The Merritt Parkway (Route 15).
    MerrittParkway,
    /// The Connecticut Turnpike (I-95).
    #[serde(rename = "i95")]
    I95,
}

impl Area {
    /// All areas, in the order of the announcement, the ramps last.
    pub const ALL: [Self; 4] = [
        Self::SherwoodIsland,
        Self::MerrittParkway,
        Self::I95,
        Self::Ramp,
    ];

    /// The stable code: in the database, in `locate`'s output and in the layer file.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SherwoodIsland => "sherwood_island",
            Self::MerrittParkway => "merritt_parkway",
            Self::I95 => "i95",
            Self::Ramp => "ramp",
        }
    }

    /// The inverse of [`Area::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.code() == code)
    }
}

impl ExcludedArea {
    /// All excluded areas. The order is also the precedence where two overlap, see [`Verdict`].
    pub const ALL: [Self; 3] = [Self::SherwoodIsland, Self::MerrittParkway, Self::I95];

    /// The same code as [`Area::code`].
    #[must_use]
    pub fn code(self) -> &'static str {
        Area::from(self).code()
    }

    /// The inverse of [`ExcludedArea::code`]; `None` for "ramp".
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.code() == code)
    }
}

impl From<ExcludedArea> for Area {
    fn from(area: ExcludedArea) -> Self {
        match area {
            ExcludedArea::SherwoodIsland => Self::SherwoodIsland,
            ExcludedArea::MerrittParkway => Self::MerrittParkway,
            ExcludedArea::I95 => Self::I95,
        }
    }
}

/// The verdict for one place.
///
/// - The town line itself is in town. An area is excluded only inside town: I-95 in Norwalk is
///   simply outside.
/// - Where two excluded areas overlap, the first of [`ExcludedArea::ALL`] is named. The default
///   file has no overlap and `inspect` reports one as an error.
/// - `near` names the line that makes the verdict doubtful: the place is no farther from the edge
///   of that area than the edge may be off. Of several, the nearest edge wins; equal distances go
///   by the order of [`Area::ALL`].
/// - A ramp is named only when no edge is near. It gives way because the question about a highway
///   names the highway's ramps too, while the question about a ramp does not name the highway.
/// - On `Excluded`, another area (or a ramp) goes before the area itself, which is named already.
///   The area itself means "inside, but within the error of its own edge": with I-95 drawn 50 m
///   wide and known to 50 m, that is everywhere on it.
/// - On `OutsideTown`, `near` is also set right inside an area, for there `area` cannot say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Inside the town line or on it, in no excluded area.
    InTown {
        /// The line that makes it doubtful.
        near: Option<Area>,
    },
    /// Beyond the town line.
    OutsideTown {
        /// An area the place lies in or near; for the record only, since no answer brings it back.
        near: Option<Area>,
    },
    /// In town and inside the nominal outline of an excluded area.
    Excluded {
        /// The area.
        area: ExcludedArea,
        /// The line that makes it doubtful.
        near: Option<Area>,
    },
}

impl Verdict {
    /// The `near` of any verdict.
    #[must_use]
    pub fn near(self) -> Option<Area> {
        match self {
            Self::InTown { near } | Self::OutsideTown { near } | Self::Excluded { near, .. } => {
                near
            }
        }
    }

    /// The excluded area, if the place lies in one.
    #[must_use]
    pub fn excluded(self) -> Option<ExcludedArea> {
        match self {
            Self::Excluded { area, .. } => Some(area),
            Self::InTown { .. } | Self::OutsideTown { .. } => None,
        }
    }

    /// The area that the filer must be asked about, the excluded area before a near one.
    ///
    /// `None` outside town: whatever the answer, the place stays outside.
    #[must_use]
    pub fn question(self) -> Option<Area> {
        match self {
            Self::InTown { near } => near,
            Self::OutsideTown { .. } => None,
            Self::Excluded { area, .. } => Some(area.into()),
        }
    }

    /// `in_town`, `outside_town` or `excluded`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::InTown { .. } => "in_town",
            Self::OutsideTown { .. } => "outside_town",
            Self::Excluded { .. } => "excluded",
        }
    }
}
