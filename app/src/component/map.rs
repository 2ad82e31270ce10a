//! The map: an SVG picture drawn from the same polygons that decide, and the control around it.

use super::field::optional;
use crate::island::place_map::{FIELD, LINE, LOCATE, MAP, PIN, PlaceMap, transform};
use crate::island::sentences::written;
use crate::site::Site;
use domain::field::{Choice, choice::YesNo};
use domain::jurisdiction::{Area, LatLon, MapDrawing, MapFrame};
use leptos::prelude::*;
use std::fmt::Write as _;

/// The height of a name, units: 12 px where the map is as wide as a phone.
const NAME: f64 = 34.0;
/// From a place's dot to its name, units.
const GAP: f64 = 16.0;

/// The picture as an SVG document: it stands alone, so that a browser without script can show it as the
/// image of a form control.
#[must_use]
pub fn svg(drawing: &MapDrawing) -> String {
    let frame = drawing.frame;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">
<style>.beyond{{fill:#e5e1d7}}.town{{fill:#faf7f0;stroke:#5b6675;stroke-width:3}}.park{{fill:#bcd9a8;stroke:#4d7a35;stroke-width:2}}.way{{fill:none;stroke:#a8442f;stroke-linejoin:round}}.road{{fill:none;stroke:#cbc3b1;stroke-width:6;stroke-linejoin:round}}text{{font:{NAME}px "Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;fill:#1a2530;paint-order:stroke;stroke:#faf7f0;stroke-width:8px;stroke-linejoin:round}}.of{{font-weight:700;fill:#8a2f1d;stroke-width:3px;letter-spacing:.5px}}.dot{{fill:#14375e}}
@media(prefers-color-scheme:dark){{.beyond{{fill:#131b22}}.town{{fill:#25313d;stroke:#8fa0b3}}.park{{fill:#2f4a26;stroke:#7fae63}}.way{{stroke:#e07a5f}}.road{{stroke:#4b5a69}}text{{fill:#eceae4;stroke:#1a242e}}.of{{fill:#ffac96}}.dot{{fill:#a5cbf3}}}}</style>
<rect class="beyond" width="{w}" height="{h}"/>
<path class="town" d="{town}"/>
<path class="park" d="{park}"/>
"#,
        w = frame.width,
        h = frame.height,
        town = drawing.town,
        park = drawing.park,
    );
    // Writing to a String cannot fail.
    for road in &drawing.roads {
        let _ = writeln!(svg, r#"<path class="road" d="{}"/>"#, road.path);
    }
    for (number, highway) in drawing.highways.iter().enumerate() {
        let _ = writeln!(
            svg,
            r#"<path class="way" id="way{number}" stroke-width="{:.1}" d="{}"/>"#,
            highway.width.max(8.0),
            highway.path
        );
    }
    // The highways decide who takes the report, so they are named; one drawn as an area has no line to write on.
    for (number, highway) in drawing.highways.iter().enumerate() {
        if highway.width > 0.0 {
            let _ = writeln!(
                svg,
                r##"<text class="of" dy="-{GAP}"><textPath href="#way{number}" startOffset="50%" text-anchor="middle">{}</textPath></text>"##,
                escape(&highway.name)
            );
        }
    }
    let mut written: Vec<(f64, f64, f64)> = Vec::new();
    for label in &drawing.labels {
        let width = label.name.chars().fold(0.0, |sum, _| sum + NAME * 0.52);
        // A name that would run over the right edge is written to the left of its dot.
        let (anchor, shift, from) = if label.x + GAP + width > frame.width {
            ("end", -GAP, label.x - GAP - width)
        } else {
            ("start", GAP, label.x + GAP)
        };
        // Two names on top of each other are worth less than one.
        if written
            .iter()
            .any(|(x, to, y)| from < *to && *x < from + width && (y - label.y).abs() < NAME)
        {
            continue;
        }
        written.push((from, from + width, label.y));
        let _ = writeln!(
            svg,
            r#"<circle class="dot" cx="{:.0}" cy="{:.0}" r="8"/><text x="{:.0}" y="{:.0}" text-anchor="{anchor}">{}</text>"#,
            label.x,
            label.y,
            label.x + shift,
            label.y + NAME / 3.0,
            escape(&label.name)
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// The map as a form control. Without script a click posts the form with its coordinates; with it, the island
/// places the pin at once. It can always be skipped.
pub fn place_map(
    site: &Site,
    label: String,
    hint: Option<String>,
    value: &str,
    verdict: Option<String>,
) -> AnyView {
    let pin = LatLon::parse(value).ok();
    let words = &site.words;
    let areas = [
        Area::SherwoodIsland,
        Area::MerrittParkway,
        Area::I95,
        Area::Ramp,
    ]
    .map(|area| {
        let code = area.code();
        (code, words.t(&format!("area_question.{code}")))
    });
    let town =
        ["in_town", "outside_town", "no_position"].map(|key| (key, words.t(&format!("map.{key}"))));
    view! {
        <fieldset class="field map-field">
            <legend>{label}{optional(words)}</legend>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            <p class="hint" id="map-help">{words.t("map.help")}</p>
            <input type="hidden" id=FIELD name="place_pin" value=value.to_owned()/>
            <div class="map">
                <input
                    type="image"
                    id=MAP
                    name="pin"
                    src="/map.svg"
                    alt=words.t("map.alt")
                    aria-describedby="map-help"
                    formnovalidate
                    data-frame=site.frame.to_compact()
                    data-areas=site.areas.to_string()
                    data-sentences=written(areas.into_iter().chain(town))
                />
                {drawn_pin(site.frame, pin)}
            </div>
            <p class="verdict" role="status" id=LINE>{verdict}</p>
            <p class="map-buttons">
                <button type="button" class="plain" id=LOCATE hidden>{words.t("map.locate")}</button>
                {pin.map(|_| view! {
                    <button class="plain" type="submit" name="clear_pin" value=YesNo::Yes.code() formnovalidate>{words.t("map.clear")}</button>
                })}
            </p>
            <p class="hint">{words.t("map.about")}</p>
            <PlaceMap/>
        </fieldset>
    }
    .into_any()
}

/// The map with a pin that stays where it is.
pub fn pinned(frame: MapFrame, pin: LatLon) -> impl IntoView {
    view! {
        <div class="map">
            <img src="/map.svg" alt="Map of the town with the filer's pin" width=frame.width.to_string() height=frame.height.to_string()/>
            {drawn_pin(frame, Some(pin))}
        </div>
    }
}

/// The pin on its own sheet above the picture, which lets clicks through.
fn drawn_pin(frame: MapFrame, pin: Option<LatLon>) -> impl IntoView {
    view! {
        <svg class="pin" viewBox=format!("0 0 {} {}", frame.width, frame.height) aria-hidden="true">
            <g
                id=PIN
                transform=pin.map(|at| transform(frame, at))
                visibility=pin.is_none().then_some("hidden")
            >
                <path d="M0 0C-14-26-24-36-24-52a24 24 0 1 1 48 0C24-36 14-26 0 0Z"/>
                <circle cy="-52" r="9"/>
            </g>
        </svg>
    }
}
