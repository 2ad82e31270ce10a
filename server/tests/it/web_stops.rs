//! Each stop, through the pages: the reason, whom to call, and no way around it.

use crate::support::filled::{Extent, answers};
use crate::support::town::Town;
use domain::answers::RawAnswers;
use domain::incident::Kind;

const ON_I95: &str = "41.12160,-73.36130";
const ON_MERRITT: &str = "41.16350,-73.36714";
const IN_PARK: &str = "41.11500,-73.33300";
const BY_EXIT_18: &str = "41.12310,-73.33000";
const IN_NORWALK: &str = "41.11700,-73.40800";

/// The answers of a report that is complete but for what is set here.
fn but(kind: Kind, changes: &[(&str, &str)]) -> RawAnswers {
    let mut given = answers(kind, Extent::Least, "Stop");
    for (key, value) in changes {
        given.set(*key, *value);
    }
    given
}

async fn stops(kind: Kind, changes: &[(&str, &str)], code: &str, call: &str) {
    let town = Town::open().await;
    let mut resident = town.browser();
    let page = resident.fill(&but(kind, changes)).await;
    assert_eq!(page.attribute("data-stop"), code, "{}", page.text);
    assert!(
        page.has("Whom to call") && page.has(call),
        "{code}: {}",
        page.text
    );
    // No way around it by address or by hand.
    for later in ["/report/narrative", "/report/check", "/report/check"] {
        assert_eq!(
            resident.get(later).await.location(),
            "/report/stopped",
            "{code} {later}"
        );
    }
    let forced = resident.post("/report/check", &[("certify", "yes")]).await;
    assert_eq!(forced.location(), "/report/stopped", "{code}");
    assert_eq!(
        resident.get("/report/sent").await.location(),
        "/report/continue"
    );
    assert_eq!(town.work().await, 0, "{code}: nothing was filed");
}

macro_rules! stop_tests {
    ($($name:ident: $kind:ident, [$($key:literal = $value:expr),*] => $code:literal, $call:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            stops(Kind::$kind, &[$(($key, $value)),*], $code, $call).await;
        }
    )*};
}

stop_tests! {
    an_emergency_is_told_to_call_911: LostProperty, ["emergency" = "yes"] => "emergency", "Call 9-1-1";
    another_kind_is_told_to_call_the_department: LostProperty, ["kind" = "other"] => "other_kind", "Call the Westport Police";
    a_known_suspect_is_for_an_officer: Vandalism, ["suspect" = "yes"] => "known_suspect", "Call the Westport Police";
    a_firearm_is_for_an_officer: LostProperty, ["weapon" = "firearm"] => "firearm", "Call the Westport Police";
    another_weapon_is_for_an_officer: Vandalism, ["weapon" = "other_weapon"] => "other_weapon", "Call the Westport Police";
    another_town_has_its_own_police: Vandalism, ["area" = "other_town"] => "outside_town", "police department of that town";
    the_park_has_its_own_police: LostProperty, ["area" = "sherwood_island"] => "sherwood_island", "Environmental Conservation Police";
    the_merritt_is_the_state_polices: DamageToVehicle, ["area" = "merritt_parkway"] => "merritt_parkway", "Connecticut State Police";
    i95_is_the_state_polices: DamageToVehicle, ["area" = "i95"] => "i95", "Connecticut State Police";
    a_ramp_is_the_state_polices: DamageToVehicle, ["area" = "ramp"] => "ramp", "Connecticut State Police";
    identity_theft_follows_residence: IdentityTheft, ["lives_in_town" = "no"] => "non_resident", "where you live";
    calls_received_elsewhere_are_another_towns: HarassingCalls, ["call_area" = "neither"] => "outside_town", "police department of that town";
    a_pin_outside_town_stops: Vandalism, ["place_pin" = IN_NORWALK] => "outside_town", "police department of that town";
    a_pin_on_i95_stops_when_it_happened_there: Vandalism, ["place_pin" = ON_I95, "on_area" = "yes"] => "i95", "Connecticut State Police";
    a_pin_on_the_merritt_stops_when_it_happened_there: Vandalism, ["place_pin" = ON_MERRITT, "on_area" = "yes"] => "merritt_parkway", "Connecticut State Police";
    a_pin_in_the_park_stops_when_it_happened_there: Vandalism, ["place_pin" = IN_PARK, "on_area" = "yes"] => "sherwood_island", "Environmental Conservation Police";
    a_pin_by_a_ramp_stops_when_it_happened_there: Vandalism, ["place_pin" = BY_EXIT_18, "on_area" = "yes"] => "ramp", "Connecticut State Police";
}

#[tokio::test]
async fn a_pin_in_or_near_an_area_asks_one_question_and_the_answer_no_goes_on() {
    for pin in [ON_I95, ON_MERRITT, IN_PARK, BY_EXIT_18] {
        let town = Town::open().await;
        let mut resident = town.browser();
        let mut given = but(Kind::Vandalism, &[("place_pin", pin)]);
        given.set("on_area", "");
        let asked = resident.fill(&given).await;
        assert!(
            asked.has("Did it happen") && asked.has("name=\"on_area\""),
            "{pin}: {}",
            asked.text
        );
        let on = resident
            .post("/report/place-area", &[("on_area", "no")])
            .await;
        assert_eq!(on.location(), "/report/when", "{pin}");
    }
}

#[tokio::test]
async fn a_hand_made_post_that_claims_eligibility_is_refused() {
    let town = Town::open().await;
    let mut resident = town.browser();
    resident
        .fill(&but(Kind::Vandalism, &[("suspect", "yes")]))
        .await;
    for claim in [
        &[("certify", "yes"), ("eligible", "true")][..],
        &[("certify", "yes"), ("suspect", "no")],
        &[("certify", "yes"), ("verdict", "in_town")],
    ] {
        let page = resident.post("/report/check", claim).await;
        assert_eq!(
            page.status,
            axum::http::StatusCode::BAD_REQUEST,
            "{claim:?}"
        );
    }
    // A later page does not take an earlier page's answer, and a page behind the stop takes nothing.
    let smuggled = resident
        .post(
            "/report/narrative",
            &[
                ("narrative", "twenty characters and more"),
                ("suspect", "no"),
            ],
        )
        .await;
    assert_eq!(smuggled.location(), "/report/stopped");
    assert_eq!(town.work().await, 0);
}
