//! Vehicles of makes that nobody builds, with plates that say DEMO.

use super::Teller;

const MAKES: &[(&str, &str, &str)] = &[
    ("Samplemobile", "Breeze", "sedan"),
    ("Fictor", "Trail", "suv"),
    ("Mockswagen", "Polite", "sedan"),
    ("Exampla", "Hauler", "pickup"),
    ("Placeholder", "Family", "van"),
    ("Testarossi", "Corsa", "sedan"),
    ("Inventa", "Ridge", "suv"),
];

pub fn list(teller: &mut Teller<'_>, second: u64) {
    let count = if teller.dice.percent(second) { 2 } else { 1 };
    for index in 0..count {
        let (make, model, style) = teller.dice.pick(MAKES);
        let plate = format!("DEMO{:04}", teller.dice.below(10_000));
        let state = teller
            .dice
            .pick(&["Connecticut", "Connecticut", "Connecticut", "New York"]);
        let color = teller
            .dice
            .pick(&["black", "white", "gray", "silver", "blue", "red", "green"]);
        let year = teller.dice.between(2005, 2025).to_string();
        let vin = teller
            .dice
            .percent(45)
            .then(|| format!("DEMZ{:013}", teller.dice.below(10_000_000_000_000)));
        let mut put = |key: &str, value: &str| teller.entry("vehicles", index, key, value);
        put("plate", &plate);
        put("plate_state", state);
        put("plate_type", "passenger");
        put("vehicle_make", make);
        put("vehicle_model", model);
        put("vehicle_style", style);
        put("vehicle_color", color);
        put("vehicle_year", &year);
        put("vin", vin.as_deref().unwrap_or(""));
    }
}
