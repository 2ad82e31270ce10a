//! All that the typesetter can reach: one template, the embedded fonts, the values of one copy.
//!
//! There is no file system, no network, no package and no clock behind it. Whatever a text
//! contained, there would be nothing to read and nowhere to send it.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

use crate::RenderError;
use crate::fonts::Fonts;

/// The world of one copy.
pub(crate) struct CopyWorld {
    library: LazyHash<Library>,
    fonts: &'static Fonts,
    template: &'static Source,
}

impl CopyWorld {
    /// `inputs` is what the template sees as `sys.inputs`.
    pub(crate) fn new(fonts: &'static Fonts, inputs: Dict) -> Result<Self, RenderError> {
        // The accessibility extras give row headers to tables (`pdf.header-cell`).
        let library = Library::builder()
            .with_inputs(inputs)
            .with_features([Feature::A11yExtras].into_iter().collect())
            .build();
        Ok(Self {
            library: LazyHash::new(library),
            fonts,
            template: template()?,
        })
    }
}

/// The template, parsed once.
fn template() -> Result<&'static Source, RenderError> {
    static TEMPLATE: LazyLock<Option<Source>> = LazyLock::new(|| {
        let path = RootedPath::new(VirtualRoot::Project, VirtualPath::new("/copy.typ").ok()?);
        Some(Source::new(
            path.intern(),
            include_str!("copy.typ").to_owned(),
        ))
    });
    TEMPLATE.as_ref().ok_or(RenderError::Layout { errors: 0 })
}

impl World for CopyWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
