//! Why two records may belong together, and how much it weighs.

use crate::choices;

choices! {
    /// In the order of a page: what names a thing or a vehicle first, patterns behind it.
    Reason {
        LostAndFound = "lost_and_found",
        Vin = "vin",
        Imei = "imei",
        Serial = "serial",
        Plate = "plate",
        Caller = "caller",
        Graffiti = "graffiti",
        OneNight = "one_night",
        NearRepeat = "near_repeat",
        Contact = "contact",
    }
    /// How much a reason weighs. The order is that of weight.
    Strength { Weak = "weak", Likely = "likely", Strong = "strong" }
    /// What an officer made of a link.
    LinkState { Suggested = "suggested", Confirmed = "confirmed", Dismissed = "dismissed" }
}

impl Reason {
    /// As the desk reads it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::LostAndFound => "Lost and found",
            Self::Vin => "The same VIN",
            Self::Imei => "The same IMEI",
            Self::Serial => "The same serial number or engraving",
            Self::Plate => "The same plate",
            Self::Caller => "Calls from one number",
            Self::Graffiti => "Graffiti with the same text",
            Self::OneNight => "Vehicle burglaries of one night",
            Self::NearRepeat => "Near repeat",
            Self::Contact => "The same telephone or e-mail of a person",
        }
    }

    /// Whether it names one thing: what is asked when something is found.
    #[must_use]
    pub const fn is_of_a_thing(self) -> bool {
        match self {
            Self::LostAndFound | Self::Vin | Self::Imei | Self::Serial => true,
            Self::Plate
            | Self::Caller
            | Self::Graffiti
            | Self::OneNight
            | Self::NearRepeat
            | Self::Contact => false,
        }
    }
}

impl Strength {
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Likely => "likely",
            Self::Strong => "strong",
        }
    }
}

/// What counts as close: `[analysis]` of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Analysis {
    /// A near repeat: the same kind within so many meters …
    pub near_meters: u16,
    /// … and so many days.
    pub near_days: u16,
    /// Vehicle burglaries of one night are one series within so many meters.
    pub night_meters: u16,
    /// The hour at which a night begins, 12 to 23.
    pub night_from: u8,
    /// The hour at which it ends, 1 to 12.
    pub night_to: u8,
}

impl Default for Analysis {
    fn default() -> Self {
        Self {
            near_meters: 200,
            near_days: 7,
            night_meters: 1_500,
            night_from: 18,
            night_to: 8,
        }
    }
}
