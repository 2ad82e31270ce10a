//! What people type: read the way it was meant, written back the way it is read, refused in plain codes.

use domain::field::{
    Answer, ClockTime, Count, Day, Email, FieldError, FieldKind, FieldWarning, Imei, LastFour,
    Money, ParseContext, Phone, Plate, Vin, Year, Zip, check, tidy, warning,
};
use proptest::prelude::*;
use time::Date;
use time::macros::date;

const TODAY: Date = date!(2026 - 11 - 20);

fn parse<T: Answer>(raw: &str, kind: FieldKind) -> Result<T, FieldError> {
    T::parse(raw, ParseContext { today: TODAY, kind })
}

#[test]
fn dates_are_read_as_people_write_them() {
    for (raw, shown) in [
        ("7/4/26", "July 4, 2026"),
        ("07/04/2026", "July 4, 2026"),
        ("7-4-2026", "July 4, 2026"),
        ("7.4.26", "July 4, 2026"),
        ("2026-07-04", "July 4, 2026"),
        ("July 4, 2026", "July 4, 2026"),
        ("jul 4 26", "July 4, 2026"),
        ("4 July 2026", "July 4, 2026"),
        ("4 de julio de 2026", "July 4, 2026"),
        ("4 Ago 2026", "August 4, 2026"),
        ("enero 5 de 2026", "January 5, 2026"),
        ("July 4th, 2026", "July 4, 2026"),
        // Two digits mean the latest year that is not in the future.
        ("7/4/54", "July 4, 1954"),
        ("12/31/26", "December 31, 1926"),
        ("11/20/26", "November 20, 2026"),
        ("2/29/24", "February 29, 2024"),
    ] {
        assert_eq!(
            parse::<Day>(raw, FieldKind::Day).map(|day| day.to_string()),
            Ok(shown.to_owned()),
            "{raw}"
        );
    }
    for (raw, error) in [
        ("yesterday", FieldError::NotADate),
        ("13/1/26", FieldError::NotADate),
        ("2/30/26", FieldError::NotADate),
        ("7/4", FieldError::NotADate),
        ("7/4/026", FieldError::NotADate),
        ("11/21/2026", FieldError::InFuture),
        ("7/4/1805", FieldError::TooLongAgo),
    ] {
        assert_eq!(
            parse::<Day>(raw, FieldKind::Day).err(),
            Some(error),
            "{raw}"
        );
    }
}

#[test]
fn times_are_read_as_people_write_them() {
    for (raw, shown) in [
        ("2:30 pm", "2:30 PM"),
        ("2:30PM", "2:30 PM"),
        ("14:30", "2:30 PM"),
        ("1430", "2:30 PM"),
        ("2 p.m.", "2:00 PM"),
        ("noon", "12:00 PM"),
        ("Midnight", "12:00 AM"),
        ("12 am", "12:00 AM"),
        ("12:05 pm", "12:05 PM"),
        ("9a", "9:00 AM"),
    ] {
        assert_eq!(
            parse::<ClockTime>(raw, FieldKind::Time).map(|time| time.to_string()),
            Ok(shown.to_owned()),
            "{raw}"
        );
    }
    for raw in ["25:00", "2:60", "13 pm", "0 am", "evening", "2:3", "é"] {
        assert_eq!(
            parse::<ClockTime>(raw, FieldKind::Time).err(),
            Some(FieldError::NotATime),
            "{raw}"
        );
    }
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (raw, cents) in [
        ("$1,200", 120_000),
        ("1200", 120_000),
        ("1,200.50", 120_050),
        ("$ 12.5", 1_250),
        ("120 dollars", 12_000),
        ("0", 0),
        ("1,234,567", 123_456_700),
    ] {
        assert_eq!(
            parse::<Money>(raw, FieldKind::Money).map(Money::cents),
            Ok(cents),
            "{raw}"
        );
    }
    for raw in [
        "lots",
        "-5",
        "1,20",
        "12.345",
        "1,,200",
        "$",
        "99999999999",
        "1e5",
    ] {
        assert_eq!(
            parse::<Money>(raw, FieldKind::Money).err(),
            Some(FieldError::NotMoney),
            "{raw}"
        );
    }
}

#[test]
fn telephone_numbers_are_read_as_people_write_them() {
    for raw in [
        "203 555 0142",
        "(203) 555-0142",
        "203.555.0142",
        "1-203-555-0142",
        "+1 203 555 0142",
        "2035550142",
    ] {
        assert_eq!(
            parse::<Phone>(raw, FieldKind::Phone).map(|phone| phone.to_string()),
            Ok("(203) 555-0142".to_owned()),
            "{raw}"
        );
    }
    assert_eq!(
        parse::<Phone>("+44 20 7946 0018", FieldKind::Phone).map(|phone| phone.e164().to_owned()),
        Ok("+442079460018".to_owned())
    );
    for raw in [
        "555 0142",
        "103 555 0142",
        "203 155 0142",
        "call me",
        "203 555 0142 x5",
        "++1",
        "+1 203 555",
    ] {
        assert_eq!(
            parse::<Phone>(raw, FieldKind::Phone).err(),
            Some(FieldError::NotAPhone),
            "{raw}"
        );
    }
}

#[test]
fn e_mail_addresses_that_could_start_a_header_are_refused() {
    for raw in [
        "ana@example.org",
        "a.b+c@sub.example.co",
        "o'neil@example.com",
    ] {
        assert!(parse::<Email>(raw, FieldKind::Email).is_ok(), "{raw}");
    }
    for raw in [
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "ana@example.org\r\nBcc: x@y.zz",
        "a b@example.org",
        "a..b@example.org",
        "ana@-example.org",
        "ana@exa_mple.org",
        "ana@example.org,b@example.org",
        "ana@1.2.3.4",
        "<ana@example.org>",
    ] {
        assert_eq!(
            parse::<Email>(raw, FieldKind::Email).err(),
            Some(FieldError::NotAnEmail),
            "{raw}"
        );
    }
}

#[test]
fn check_digits_warn_and_never_refuse() {
    // 49 CFR 565.15's own example passes; one changed digit warns.
    assert_eq!(warning(FieldKind::Vin, "1M8GDM9AXKP042788", TODAY), None);
    assert_eq!(
        warning(FieldKind::Vin, "1M8GDM9AXKP042789", TODAY),
        Some(FieldWarning::VinCheckDigit)
    );
    assert!(check(FieldKind::Vin, "1M8GDM9AXKP042789", TODAY).is_ok());
    assert_eq!(
        parse::<Vin>("1M8GDM9AXKPO42788", FieldKind::Vin).err(),
        Some(FieldError::NotAVin),
        "a letter O"
    );
    assert_eq!(warning(FieldKind::Imei, "49-015420-323751-8", TODAY), None);
    assert_eq!(
        warning(FieldKind::Imei, "490154203237519", TODAY),
        Some(FieldWarning::ImeiCheckDigit)
    );
    assert!(check(FieldKind::Imei, "490154203237519", TODAY).is_ok());
}

#[test]
fn small_numbers_have_their_bounds() {
    assert!(
        parse::<Year>("2027", FieldKind::Year).is_ok(),
        "next year's model"
    );
    for raw in ["2028", "1899", "21", "20210"] {
        assert_eq!(
            parse::<Year>(raw, FieldKind::Year).err(),
            Some(FieldError::NotAYear),
            "{raw}"
        );
    }
    assert!(parse::<LastFour>("0042", FieldKind::LastFour).is_ok());
    for raw in ["42", "12345", "4111111111111111", "12a4"] {
        assert_eq!(
            parse::<LastFour>(raw, FieldKind::LastFour).err(),
            Some(FieldError::NotFourDigits),
            "{raw}"
        );
    }
    assert_eq!(
        parse::<Count>("0", FieldKind::Count).err(),
        Some(FieldError::NotACount)
    );
    assert_eq!(
        parse::<Count>("1,200", FieldKind::Count).map(Count::get),
        Ok(1_200)
    );
    assert!(parse::<Zip>("06880-1234", FieldKind::Zip).is_ok());
    assert_eq!(
        parse::<Zip>("688", FieldKind::Zip).err(),
        Some(FieldError::NotAZip)
    );
    assert_eq!(
        parse::<Plate>("ab-12 345", FieldKind::Plate).map(|plate| plate.to_string()),
        Ok("AB12345".to_owned())
    );
}

proptest! {
    #[test]
    fn a_day_reads_back_as_itself(days in 0i32..46_000) {
        let date = Date::from_julian_day(date!(1900 - 01 - 01).to_julian_day() + days).expect("date");
        prop_assume!(date <= TODAY);
        let shown = Day(date).to_string();
        prop_assert_eq!(parse::<Day>(&shown, FieldKind::Day), Ok(Day(date)));
    }

    #[test]
    fn a_time_reads_back_as_itself(hour in 0u8..24, minute in 0u8..60) {
        let time = parse::<ClockTime>(&format!("{hour:02}:{minute:02}"), FieldKind::Time).expect("time");
        prop_assert_eq!(parse::<ClockTime>(&time.to_string(), FieldKind::Time), Ok(time));
    }

    #[test]
    fn an_amount_reads_back_as_itself(cents in 0u64..1_000_000_000) {
        let money = parse::<Money>(&format!("{}.{:02}", cents / 100, cents % 100), FieldKind::Money).expect("money");
        prop_assert_eq!(money.cents(), cents);
        prop_assert_eq!(parse::<Money>(&money.to_string(), FieldKind::Money), Ok(money));
    }

    #[test]
    fn a_telephone_number_reads_back_as_itself(area in 200u32..1000, exchange in 200u32..1000, line in 0u32..10_000) {
        let phone = parse::<Phone>(&format!("{area}{exchange}{line:04}"), FieldKind::Phone).expect("phone");
        prop_assert_eq!(parse::<Phone>(&phone.to_string(), FieldKind::Phone), Ok(phone.clone()));
        prop_assert_eq!(parse::<Phone>(phone.e164(), FieldKind::Phone), Ok(phone));
    }

    #[test]
    fn identifiers_read_back_as_themselves(vin in "[A-HJ-NPR-Z0-9]{17}", imei in "[0-9]{15}", plate in "[A-Z0-9]{1,8}") {
        let again = |kind, raw: &str| tidy(kind, &tidy(kind, raw, TODAY), TODAY);
        prop_assert_eq!(parse::<Vin>(&vin, FieldKind::Vin).map(|vin| vin.to_string()), Ok(vin.clone()));
        prop_assert_eq!(parse::<Imei>(&imei, FieldKind::Imei).map(|imei| imei.to_string()), Ok(imei));
        prop_assert_eq!(again(FieldKind::Plate, &plate), plate);
    }

    #[test]
    fn nothing_that_is_typed_makes_a_parser_panic(raw in ".{0,60}") {
        for kind in [
            FieldKind::Text { max: 20 }, FieldKind::SafeText { max: 20 }, FieldKind::LongText { min: 3, max: 20 },
            FieldKind::Day, FieldKind::Time, FieldKind::Money, FieldKind::Phone, FieldKind::Email, FieldKind::Zip,
            FieldKind::Plate, FieldKind::Vin, FieldKind::Imei, FieldKind::Year, FieldKind::LastFour, FieldKind::Count,
            FieldKind::Point,
        ] {
            let _ = check(kind, &raw, TODAY);
            let _ = warning(kind, &raw, TODAY);
            let _ = tidy(kind, &raw, TODAY);
        }
    }
}
