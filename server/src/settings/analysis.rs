//! `[analysis]`: what counts as close when records are linked.

use super::error::SettingsError;
use super::read::Section;
use domain::links::Analysis;

pub(super) fn analysis(mut section: Section) -> Result<Analysis, SettingsError> {
    let default = Analysis::default();
    let mut hour = |key, hour: u8, (least, most), expected| {
        let read = section.number(key, u16::from(hour), (least, most), expected)?;
        Ok::<_, SettingsError>(u8::try_from(read).unwrap_or(hour))
    };
    let night_from = hour(
        "night_from",
        default.night_from,
        (12, 23),
        "an hour from 12 to 23",
    )?;
    let night_to = hour(
        "night_to",
        default.night_to,
        (1, 12),
        "an hour from 1 to 12",
    )?;
    let analysis = Analysis {
        near_meters: section.number(
            "near_meters",
            default.near_meters,
            (10, 1_000),
            "a whole number of meters from 10 to 1000",
        )?,
        near_days: section.number(
            "near_days",
            default.near_days,
            (1, 60),
            "a whole number of days from 1 to 60",
        )?,
        night_meters: section.number(
            "night_meters",
            default.night_meters,
            (50, 20_000),
            "a whole number of meters from 50 to 20000",
        )?,
        night_from,
        night_to,
    };
    section.end()?;
    Ok(analysis)
}
