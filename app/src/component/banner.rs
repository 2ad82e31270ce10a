//! The picture for the town's own website: a link around it is all that the other site needs, and no script.

use crate::site::Site;

/// An SVG document of 320 × 80 pixels. The words come from the settings and the words file; what could be markup in
/// them is written as text.
#[must_use]
pub fn svg(site: &Site) -> String {
    let line = text(&site.words.t("page.start.title"));
    let name = text(&site.department.name);
    format!(
        concat!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 80\" width=\"320\" height=\"80\" role=\"img\" ",
            "aria-label=\"{line}\"><title>{line}</title><rect width=\"320\" height=\"80\" rx=\"8\" fill=\"#12335c\"/>",
            "<path d=\"M40 16l18 6v16c0 12-8 20-18 25-10-5-18-13-18-25V22z\" fill=\"#fff\"/>",
            "<path d=\"M32 40l6 6 11-13\" fill=\"none\" stroke=\"#12335c\" stroke-width=\"4\"/>",
            "<g fill=\"#fff\" font-family=\"system-ui,sans-serif\"><text x=\"74\" y=\"36\" font-size=\"16\" font-weight=\"700\" ",
            "textLength=\"230\" lengthAdjust=\"spacingAndGlyphs\">{line}</text>",
            "<text x=\"74\" y=\"58\" font-size=\"14\">{name}</text></g></svg>\n"
        ),
        line = line,
        name = name,
    )
}

fn text(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
