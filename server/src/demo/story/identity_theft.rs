//! Identity theft.

use super::{Teller, written};

pub fn tell(teller: &mut Teller<'_>) {
    let ago = teller.dice.between(3, 90);
    let first = teller.days_ago(ago);
    teller.put("from_day", written(first));
    let learned = teller.said(
        &[
            "A letter about an account that I never opened.",
            "The bank called about charges that are not mine.",
            "A message that my password had been changed.",
            "My tax return was refused because one had been filed.",
        ],
        "Recibí una carta sobre una cuenta que nunca abrí.",
    );
    teller.put("learned_how", learned);
    teller.choose(
        "data_used",
        &[
            "name,birth_date",
            "name,social_security",
            "card_number",
            "online_account",
            "bank_account",
            "unknown",
            "name,drivers_license",
        ],
    );
    let accounts = usize::try_from(teller.dice.between(0, 2)).unwrap_or(0);
    for index in 0..accounts {
        let institution = teller.dice.pick(&[
            "Sample Savings Bank",
            "First Example Credit Union",
            "Mock Express",
            "Placeholder Stores",
        ]);
        let kind = teller.dice.pick(&[
            "credit_card",
            "credit_card",
            "bank_account",
            "loan",
            "online",
            "utility",
        ]);
        let misuse = teller.dice.pick(&["opened_new", "existing_misused"]);
        let last_four = format!("{:04}", teller.dice.below(10_000));
        let amount = format!("${}", teller.dice.between(25, 6_800));
        let bought = teller.dice.percent(40);
        let mut put = |key: &str, value: &str| teller.entry("accounts", index, key, value);
        put("institution", institution);
        put("account_type", kind);
        put("misuse", misuse);
        put("account_last_four", &last_four);
        put("misuse_first_day", &written(first));
        put("misuse_amount", &amount);
        if bought {
            put(
                "misuse_bought",
                "Electronics, sent to an address that I do not know",
            );
        }
    }
    teller.yes(85, "banks_told");
    teller.yes(55, "bureaus_told");
    teller.choose("freeze", &["freeze", "alert", "both", "neither"]);
    if teller.dice.percent(40) {
        let number = format!("DEMO-{:07}", teller.dice.below(10_000_000));
        teller.put("ftc_number", number);
    }
    let narrative = teller.said(
        &[
            "I learned of it by mail and called them the same day. They asked me for a police report before they take the charges off. I have not lost any card that I know of.",
            "Somebody used my name for an account in another state. I have frozen my credit and changed my passwords.",
            "Several small charges came first, then a large one. The bank has closed the card and sent a new one.",
        ],
        "Alguien abrió una cuenta con mi nombre. Ya llamé al banco y me pidieron un reporte de la policía.",
    );
    teller.put("narrative", narrative);
}
