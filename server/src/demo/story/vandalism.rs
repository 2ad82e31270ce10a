//! Vandalism: paint, eggs, broken windows, mailboxes.

use super::{Teller, things};

pub fn tell(teller: &mut Teller<'_>) {
    teller.place();
    teller.when((20, 28));
    teller.maybe(
        50,
        "how_discovered",
        &[
            "Saw it in the morning.",
            "The cleaning crew called.",
            "A neighbor told us.",
        ],
    );
    let method = teller.choose(
        "damage_method",
        &["paint", "paint", "broken", "broken", "egged", "cut", "dug"],
    );
    if method == "paint" {
        teller.choose(
            "graffiti_text",
            &[
                "DEMO WAS HERE",
                "a smiling face, one meter wide",
                "ZORP",
                "three letters, not readable",
                "SAMPLE TEXT",
            ],
        );
    }
    if teller.dice.percent(70) {
        let estimate = teller.dice.between(60, 2_600);
        teller.put("damage_estimate", format!("${estimate}"));
    }
    things::damaged(teller, 2);
    if teller.yes(22, "earlier_incidents") {
        teller.maybe(
            80,
            "earlier_what",
            &[
                "The same wall last spring.",
                "The mailbox, twice this year.",
            ],
        );
    }
    teller.maybe(
        20,
        "material_left",
        &[
            "An empty spray can",
            "Egg cartons in the hedge",
            "A stone the size of a fist",
        ],
    );
    teller.seen();
    let narrative = teller.said(
        &[
            "It was fine when we closed at nine and looked like this when we opened. Nobody was seen. We have taken pictures and would like to clean it off as soon as we may.",
            "We heard a bang at about eleven and found the damage at daylight. A car was heard driving off.",
            "Third time this year on our street. I have not touched anything so that you can look at it.",
            "It must have happened while we were away over the weekend. The neighbor noticed it on Sunday.",
        ],
        "Por la noche alguien dañó la pared de la entrada. Tenemos fotos y quisiéramos limpiarla pronto.",
    );
    teller.put("narrative", narrative);
}
