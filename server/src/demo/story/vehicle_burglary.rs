//! Vehicle burglary: mostly unlocked, mostly at night.

use super::{Teller, things, vehicles};

pub fn tell(teller: &mut Teller<'_>) {
    teller.place();
    teller.when((21, 29));
    teller.maybe(
        50,
        "how_discovered",
        &[
            "The door stood open in the morning.",
            "Papers lay on the seats.",
            "A neighbor rang the bell.",
        ],
    );
    vehicles::list(teller, 14);
    teller.choose(
        "parked_where",
        &[
            "In our driveway",
            "On the street before the house",
            "In the lot, third row",
            "At the station, north side",
        ],
    );
    let locked = teller.choose("locked", &["no", "no", "no", "yes", "unsure"]);
    teller.choose("keys_inside", &["no", "no", "no", "yes"]);
    if locked == "yes" {
        teller.choose("way_in", &["window", "window", "pried", "unknown"]);
        teller.maybe(
            80,
            "entry_damage",
            &[
                "Rear side window broken",
                "Lock of the driver's door pried",
                "Quarter window broken",
            ],
        );
        let estimate = teller.dice.between(150, 1_400);
        teller.put("entry_damage_estimate", format!("${estimate}"));
    } else {
        teller.choose("way_in", &["unlocked", "unlocked", "unlocked", "unknown"]);
    }
    teller.choose(
        "areas_entered",
        &[
            "cabin,glovebox",
            "cabin",
            "cabin,trunk",
            "cabin,glovebox,trunk",
            "unsure",
        ],
    );
    if teller.yes(78, "anything_taken") {
        things::in_cars(teller, 3);
        teller.choose(
            "access_taken",
            &[
                "none",
                "none",
                "none",
                "garage_opener",
                "registration",
                "house_keys",
            ],
        );
        teller.choose("cards_used", &["no", "no", "unsure", "yes"]);
    }
    teller.seen();
    let narrative = teller.said(
        &[
            "We parked in the evening and went to bed. In the morning the glovebox was open and everything lay on the seats. Other cars on our street were gone through too, the neighbors say.",
            "I left the car for twenty minutes. When I came back my bag was no longer on the seat. I saw nobody near it.",
            "The car was rummaged through overnight. I think that I had forgotten to lock it. Nothing else on the property was touched.",
            "Somebody went through both cars in the driveway. The light above the garage went on at about three, and I thought that it was an animal.",
        ],
        "Dejé el carro en la entrada por la noche. Por la mañana estaba revuelto y faltaban cosas. No vi a nadie.",
    );
    teller.put("narrative", narrative);
}
