//! Things with brands, colors and serial numbers.

use super::Teller;

struct Thing {
    category: &'static str,
    description: &'static str,
    brand: &'static str,
    colors: &'static [&'static str],
    dollars: (i64, i64),
    /// Bears a serial number.
    numbered: bool,
}

const fn thing(
    category: &'static str,
    description: &'static str,
    brand: &'static str,
    colors: &'static [&'static str],
    dollars: (i64, i64),
    numbered: bool,
) -> Thing {
    Thing {
        category,
        description,
        brand,
        colors,
        dollars,
        numbered,
    }
}

const DARK: &[&str] = &["black", "dark blue", "gray"];
const ANY: &[&str] = &["black", "silver", "red", "blue", "white", "green"];

static CARRIED: &[Thing] = &[
    thing(
        "wallet",
        "leather wallet with a clip",
        "",
        DARK,
        (20, 180),
        false,
    ),
    thing(
        "phone",
        "smartphone in a case",
        "Fonetastic",
        ANY,
        (250, 1_100),
        true,
    ),
    thing(
        "keys",
        "ring of house keys with a tag",
        "",
        ANY,
        (10, 90),
        false,
    ),
    thing(
        "jewelry",
        "ring with a small stone",
        "",
        &["gold", "silver"],
        (150, 4_500),
        false,
    ),
    thing(
        "computer",
        "laptop in a sleeve",
        "Samplebook",
        DARK,
        (500, 2_400),
        true,
    ),
    thing(
        "cash",
        "envelope with bills",
        "",
        &["white"],
        (40, 600),
        false,
    ),
    thing(
        "clothes",
        "rain jacket",
        "Northpretend",
        ANY,
        (60, 320),
        false,
    ),
    thing(
        "audio",
        "wireless earphones in their box",
        "Mockpods",
        &["white"],
        (90, 260),
        true,
    ),
    thing(
        "camera",
        "camera with a strap",
        "Exampleflex",
        DARK,
        (300, 1_800),
        true,
    ),
    thing(
        "medical",
        "hearing aid",
        "Sampletone",
        &["beige"],
        (400, 2_600),
        true,
    ),
];

static IN_CARS: &[Thing] = &[
    thing(
        "audio",
        "wireless earphones in their box",
        "Mockpods",
        &["white"],
        (90, 260),
        true,
    ),
    thing(
        "wallet",
        "wallet from the center console",
        "",
        DARK,
        (20, 180),
        false,
    ),
    thing(
        "computer",
        "laptop in a backpack",
        "Samplebook",
        DARK,
        (500, 2_400),
        true,
    ),
    thing(
        "tools",
        "cordless drill with two batteries",
        "Drillexample",
        &["yellow", "blue"],
        (120, 480),
        true,
    ),
    thing(
        "sports",
        "set of golf clubs in a bag",
        "Parmock",
        ANY,
        (300, 2_200),
        false,
    ),
    thing(
        "cash",
        "change from the cup holder",
        "",
        &["silver"],
        (3, 60),
        false,
    ),
    thing(
        "vehicle_part",
        "catalytic converter",
        "",
        &["gray"],
        (700, 2_300),
        false,
    ),
    thing(
        "vehicle_part",
        "wheel with its tire",
        "",
        DARK,
        (250, 900),
        false,
    ),
    thing("clothes", "sunglasses", "Glarefake", DARK, (60, 340), false),
    thing("cards", "two bank cards", "", ANY, (1, 2), false),
];

static DAMAGED: &[Thing] = &[
    thing(
        "building",
        "wall beside the entrance",
        "",
        &["white", "gray"],
        (150, 1_900),
        false,
    ),
    thing(
        "building",
        "front window",
        "",
        &["clear"],
        (200, 1_500),
        false,
    ),
    thing("garden", "mailbox and its post", "", ANY, (60, 350), false),
    thing(
        "garden",
        "section of the picket fence",
        "",
        &["white", "brown"],
        (120, 900),
        false,
    ),
    thing(
        "household",
        "porch lamp",
        "Lumenfake",
        &["black", "brass"],
        (40, 220),
        false,
    ),
    thing("other", "sign on the lawn", "", ANY, (30, 160), false),
    thing(
        "garden",
        "lawn, with tire marks across",
        "",
        &["green"],
        (150, 1_200),
        false,
    ),
];

pub fn carried(teller: &mut Teller<'_>, most: i64) -> bool {
    list(teller, CARRIED, most)
}

pub fn in_cars(teller: &mut Teller<'_>, most: i64) {
    list(teller, IN_CARS, most);
}

pub fn damaged(teller: &mut Teller<'_>, most: i64) {
    list(teller, DAMAGED, most);
}

/// Lists some; says whether a phone is among them.
fn list(teller: &mut Teller<'_>, of: &'static [Thing], most: i64) -> bool {
    let count = usize::try_from(teller.dice.between(1, most)).unwrap_or(1);
    let first = usize::try_from(teller.dice.below(of.len() as u64)).unwrap_or(0);
    let mut phone = false;
    for index in 0..count {
        // One after the other, so that no thing is listed twice.
        let thing = &of[(first + index) % of.len()];
        phone |= thing.category == "phone";
        let color = teller.dice.pick(thing.colors);
        let put = |teller: &mut Teller<'_>, key: &str, value: String| {
            teller.entry("items", index, key, value)
        };
        put(teller, "item_category", thing.category.to_owned());
        put(teller, "item_description", thing.description.to_owned());
        put(teller, "item_color", color.to_owned());
        put(teller, "item_brand", thing.brand.to_owned());
        if teller.dice.percent(85) {
            let value = teller.dice.between(thing.dollars.0, thing.dollars.1);
            put(teller, "item_value", format!("${value}"));
        }
        if thing.numbered && teller.dice.percent(60) {
            let serial = format!("DEMO{:08}", teller.dice.below(100_000_000));
            put(teller, "item_serial", serial);
        }
    }
    phone
}
