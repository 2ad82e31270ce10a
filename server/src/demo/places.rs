//! Where things happen: public places of the town, and how often. The map itself says whether a point is in town.

use super::dice::Dice;
use domain::jurisdiction::{Jurisdiction, LatLon, Verdict};

/// A neighborhood of some hundred meters.
struct Spot {
    address: &'static str,
    lat: f64,
    lon: f64,
    /// What kinds of place there are, as codes of the form.
    kinds: &'static [&'static str],
    weight: u32,
}

const fn spot(
    address: &'static str,
    lat: f64,
    lon: f64,
    kinds: &'static [&'static str],
    weight: u32,
) -> Spot {
    Spot {
        address,
        lat,
        lon,
        kinds,
        weight,
    }
}

const HOMES: &[&str] = &["residence", "residence", "residence", "street"];
const SHOPS: &[&str] = &["shop", "parking_lot", "restaurant", "street", "office"];
const LOTS: &[&str] = &["parking_lot", "parking_lot", "station"];

static SPOTS: &[Spot] = &[
    spot("Main Street", 41.1432, -73.3597, SHOPS, 14),
    spot(
        "Jesup Road, by the library",
        41.1405,
        -73.3608,
        &["parking_lot", "other", "street"],
        8,
    ),
    spot(
        "Railroad Place, by the station",
        41.1192,
        -73.3716,
        LOTS,
        10,
    ),
    spot(
        "Compo Beach Road",
        41.1045,
        -73.3528,
        &["beach", "parking_lot", "beach"],
        9,
    ),
    spot(
        "Compo Road South",
        41.1105,
        -73.3640,
        &["park", "parking_lot", "gym"],
        5,
    ),
    spot("Greens Farms, by the station", 41.1226, -73.3155, LOTS, 4),
    spot("Greens Farms Road", 41.1300, -73.3300, HOMES, 6),
    spot(
        "North Avenue",
        41.1563,
        -73.3273,
        &["school", "parking_lot", "residence"],
        6,
    ),
    spot("Coleytown Road", 41.1795, -73.3480, HOMES, 5),
    spot("Weston Road", 41.1620, -73.3650, HOMES, 5),
    spot("Cross Highway", 41.1555, -73.3450, HOMES, 5),
    spot("Post Road East", 41.1390, -73.3300, SHOPS, 12),
    spot("Post Road West", 41.1385, -73.3720, SHOPS, 7),
    spot(
        "Riverside Avenue",
        41.1290,
        -73.3690,
        &["residence", "street", "restaurant", "dock"],
        7,
    ),
    spot("Hillspoint Road", 41.1200, -73.3400, HOMES, 6),
    spot(
        "Imperial Avenue",
        41.1370,
        -73.3560,
        &["parking_lot", "residence", "church"],
        4,
    ),
    spot("Bayberry Lane", 41.1650, -73.3350, HOMES, 4),
    spot("Long Lots Road", 41.1480, -73.3230, HOMES, 5),
    spot("Bulkley Avenue", 41.1330, -73.3130, HOMES, 3),
    spot(
        "Easton Road",
        41.1700,
        -73.3600,
        &["residence", "construction_site", "residence"],
        3,
    ),
    spot("Roseville Road", 41.1475, -73.3450, HOMES, 4),
    spot(
        "Kings Highway North",
        41.1475,
        -73.3700,
        &["residence", "office", "gas_station"],
        4,
    ),
];

/// A place as a filer gives it.
pub struct Place {
    pub address: String,
    pub pin: LatLon,
    pub kind: &'static str,
    /// The map asks whether it happened on a highway or in the park.
    pub asked: bool,
}

/// A place in town. On a map without these streets it is wherever the map says, and the report says the rest.
pub fn place(dice: &mut Dice, map: &Jurisdiction) -> Option<Place> {
    let weights: Vec<u32> = SPOTS.iter().map(|spot| spot.weight).collect();
    let spot = &SPOTS[dice.weighted(&weights)];
    let kind = dice.pick(spot.kinds);
    let number = dice.between(1, 399);
    // Within about 250 m; what comes to lie elsewhere is drawn again, the middle itself is in town.
    let found = (0..8).find_map(|_| {
        let off =
            |dice: &mut Dice| f64::from(i32::try_from(dice.between(-225, 225)).unwrap_or(0)) * 1e-5;
        let pin = LatLon::new(spot.lat + off(dice), spot.lon + off(dice) * 1.3)?;
        matches!(map.verdict(pin), Verdict::InTown { .. }).then_some(pin)
    });
    let pin = found.or_else(|| LatLon::new(spot.lat, spot.lon))?;
    let address = if spot.address.contains(',') || kind == "beach" {
        spot.address.to_owned()
    } else {
        format!("{number} {}", spot.address)
    };
    Some(Place {
        address,
        pin,
        kind,
        asked: map.verdict(pin).question().is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::jurisdiction::Layers;

    #[test]
    fn every_spot_is_in_town() {
        let map = Jurisdiction::new(&Layers::westport()).expect("the compiled-in layers");
        for spot in SPOTS {
            let pin = LatLon::new(spot.lat, spot.lon).expect("a point");
            assert!(
                matches!(map.verdict(pin), Verdict::InTown { .. }),
                "{}",
                spot.address
            );
        }
    }
}
