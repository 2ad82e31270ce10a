//! Lost property.

use super::{Teller, things};

pub fn tell(teller: &mut Teller<'_>) {
    teller.place();
    teller.when((9, 20));
    let noticed = teller.said(
        &[
            "My pocket was empty when I came home.",
            "I wanted to pay and it was not there.",
            "I emptied the bag in the evening.",
        ],
        "Al llegar a casa ya no lo tenía en el bolso.",
    );
    teller.put("how_noticed", noticed);
    teller.choose(
        "lost_documents",
        &[
            "none",
            "none",
            "drivers_license",
            "bank_cards",
            "drivers_license,bank_cards",
            "passport",
        ],
    );
    if things::carried(teller, 2) {
        teller.choose("phone_carrier", &["Examplecell", "Mockphone Wireless"]);
        teller.choose("phone_locked", &["yes", "yes", "unsure"]);
    }
    let narrative = teller.said(
        &[
            "I walked from the library to the station in the afternoon and must have lost it on the way. I asked at both and nobody had found it.",
            "I sat on a bench for about an hour, put my things beside me and left without them. When I came back they were gone.",
            "I had it when I paid and did not have it when I got into the car. I looked under the seats and called the shop.",
            "It fell out of my bag, I think at the beach. We searched until it was dark.",
        ],
        "Estuve de compras por la tarde y creo que se me cayó en el camino. Pregunté en las tiendas y nadie lo ha encontrado.",
    );
    teller.put("narrative", narrative);
}
