//! Where a report may be filed online: inside Westport, but not in Sherwood Island State Park, on
//! the Merritt Parkway, on I-95 or on a ramp of either.
//!
//! Why here and not on a map server: the answer decides whether a filer may go on, so it must be
//! the same in the browser and on the server, and work with neither network nor script. The
//! compiled-in file is digitised from public figures with the errors it carries; it is not a
//! layer of the town's GIS, and a page that draws it must say so. A department replaces it by its
//! own.
//!
//! What belongs elsewhere: which questions follow from a verdict and in what words (screening),
//! reading a file from disk and printing findings (server), drawing on a page (app).

mod centreline;
mod compact;
mod drawing;
mod grid;
mod inspect;
mod layers;
#[cfg(feature = "geojson")]
pub mod locate;
mod planar;
mod point;
mod prepared;
#[cfg(feature = "geojson")]
mod read;
mod sector;
mod structure;
mod verdict;

pub use drawing::{DrawnInterchange, DrawnLabel, DrawnRoad, MapDrawing, MapFrame};
pub use inspect::{Finding, FindingCode, Severity, inspect};
pub use layers::{
    Feature, FeatureKind, FeatureProblem, Interchange, LayerError, Layers, Position, Shape, rounded,
};
pub use point::{LatLon, PointError};
pub use prepared::{Bounds, Jurisdiction};
#[cfg(feature = "geojson")]
pub use read::MAX_BYTES;
pub use sector::Sector;
pub use verdict::{Area, ExcludedArea, Verdict};
