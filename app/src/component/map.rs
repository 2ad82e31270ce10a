//! The map: an SVG picture drawn from the same polygons that decide, and the control around it.

use crate::island::place_map::PlaceMap;
use crate::site::Site;
use domain::field::{Choice, choice::YesNo};
use domain::jurisdiction::{Area, LatLon, MapDrawing};
use leptos::prelude::*;
use std::fmt::Write as _;

/// The picture as an SVG document: it stands alone, so that a browser without script can show it as the
/// image of a form control.
#[must_use]
pub fn svg(drawing: &MapDrawing) -> String {
    let frame = drawing.frame;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">
<style>.water{{fill:#cfe3ee}}.town{{fill:#f7f4ec;stroke:#5b6675;stroke-width:3}}.park{{fill:#bcd9a8;stroke:#4d7a35;stroke-width:2}}.way{{fill:none;stroke:#b5452c;stroke-linejoin:round}}.road{{fill:none;stroke:#c9c1ae;stroke-width:5;stroke-linejoin:round}}text{{font:24px system-ui,sans-serif;fill:#26303b;paint-order:stroke;stroke:#f7f4ec;stroke-width:6px}}.small{{font-size:20px}}.dot{{fill:#26303b}}
@media(prefers-color-scheme:dark){{.water{{fill:#14222d}}.town{{fill:#26303b;stroke:#8fa0b3}}.park{{fill:#2f4a26;stroke:#7fae63}}.way{{stroke:#e07a5f}}.road{{stroke:#4b5766}}text{{fill:#e8edf2;stroke:#1a222b}}.dot{{fill:#e8edf2}}}}</style>
<rect class="water" width="{w}" height="{h}"/>
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
    for highway in &drawing.highways {
        let _ = writeln!(
            svg,
            r#"<path class="way" stroke-width="{:.1}" d="{}"/>"#,
            highway.width.max(8.0),
            highway.path
        );
    }
    for label in &drawing.labels {
        // A label near the right edge is written to the left of its dot.
        let (anchor, shift) = if label.x > frame.width * 0.7 {
            ("end", -12.0)
        } else {
            ("start", 12.0)
        };
        let _ = writeln!(
            svg,
            r#"<circle class="dot" cx="{:.0}" cy="{:.0}" r="5"/><text class="small" x="{:.0}" y="{:.0}" text-anchor="{anchor}">{}</text>"#,
            label.x,
            label.y,
            label.x + shift,
            label.y + 7.0,
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
    let mut sentences: Vec<(String, String)> = [
        Area::SherwoodIsland,
        Area::MerrittParkway,
        Area::I95,
        Area::Ramp,
    ]
    .into_iter()
    .map(|area| {
        (
            area.code().to_owned(),
            words.t(&format!("area_question.{}", area.code())),
        )
    })
    .collect();
    sentences.push(("in_town".to_owned(), words.with("map.in_town", &[])));
    sentences.push(("outside_town".to_owned(), words.t("map.outside_town")));
    view! {
        <fieldset class="field map-field">
            <legend>{label}<span class="optional">" (optional)"</span></legend>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            <p class="hint" id="map-help">{words.t("map.help")}</p>
            <input type="hidden" id="place_pin" name="place_pin" value=value.to_owned()/>
            <div class="map">
                <input
                    type="image"
                    id="place-map"
                    name="pin"
                    src="/map.svg"
                    alt=words.t("map.alt")
                    aria-describedby="map-help"
                    formnovalidate
                />
                <PlaceMap
                    data=site.map.clone()
                    pin=pin
                    words=sentences
                    locate=words.t("map.locate")
                    no_position=words.t("map.no_position")
                />
            </div>
            {verdict.map(|verdict| view! { <p class="verdict-now">{verdict}</p> })}
            {pin.map(|_| view! {
                <button class="plain" type="submit" name="clear_pin" value=YesNo::Yes.code() formnovalidate>{words.t("map.clear")}</button>
            })}
            <p class="hint">{words.t("map.about")}</p>
        </fieldset>
    }
    .into_any()
}
