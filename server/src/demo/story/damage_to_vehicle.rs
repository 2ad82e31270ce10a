//! Damage to a motor vehicle: dents in parking lots, keyed doors, fallen branches.

use super::{Teller, vehicles};

pub fn tell(teller: &mut Teller<'_>) {
    teller.place();
    teller.when((8, 22));
    teller.maybe(
        50,
        "how_discovered",
        &[
            "When I came back to the car.",
            "When I washed it.",
            "The attendant told me.",
        ],
    );
    vehicles::list(teller, 3);
    teller.put("unattended", "yes");
    teller.choose(
        "damaged_areas",
        &[
            "rear",
            "driver_side",
            "passenger_side,mirrors",
            "front",
            "driver_side,rear",
            "windows",
            "wheels",
        ],
    );
    teller.choose(
        "damage_description",
        &[
            "Dent of a hand's width in the bumper",
            "Long scratch across two doors",
            "Mirror broken off",
            "Windshield cracked",
            "Two tires flat, cut at the side",
        ],
    );
    if teller.dice.percent(75) {
        let estimate = teller.dice.between(120, 2_900);
        teller.put("repair_estimate", format!("${estimate}"));
    }
    teller.choose(
        "believed_cause",
        &[
            "other_vehicle",
            "other_vehicle",
            "deliberate",
            "unknown",
            "falling_object",
        ],
    );
    teller.maybe(
        25,
        "debris_left",
        &[
            "White paint on the bumper",
            "Pieces of a lamp on the ground",
        ],
    );
    if teller.yes(8, "note_left") {
        teller.put(
            "note_text",
            "\"Sorry about your car.\" No name and no number.",
        );
    }
    teller.seen();
    let narrative = teller.said(
        &[
            "I parked in the row near the entrance and was away for about an hour. When I came back the damage was there. Nobody had left a note on the windshield.",
            "The car stood on the street overnight. The damage was not there the evening before. My insurer asks for a report.",
            "I noticed it at home. It must have happened in the lot, because there is paint of another car on the bumper.",
            "It was parked under the trees. I cannot say whether somebody did it or whether something fell on it.",
        ],
        "Dejé el carro estacionado una hora y al volver tenía un golpe. Nadie dejó una nota.",
    );
    teller.put("narrative", narrative);
}
