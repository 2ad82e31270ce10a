//! Identity theft: NIBRS 26F; the misuse of an existing card is 26B. Eligibility follows residence
//! (C.G.S. 54-1n). Only ever the last four digits of a number.

use super::{Chapter, Group, Step};
use crate::choices;
use crate::field::choice::YesNo;
use crate::field::{Choices, Day, Field, FieldSpec, LastFour, Money, Text};
use crate::report::read::{Incomplete, Reader};
use serde::Serialize;

choices! {
    DataUsed {
        Name = "name",
        BirthDate = "birth_date",
        SocialSecurity = "social_security",
        DriversLicense = "drivers_license",
        Passport = "passport",
        CardNumber = "card_number",
        BankAccount = "bank_account",
        OnlineAccount = "online_account",
        Medical = "medical",
        Unknown = "unknown",
    }
    AccountType {
        CreditCard = "credit_card",
        DebitCard = "debit_card",
        BankAccount = "bank_account",
        Loan = "loan",
        Utility = "utility",
        Benefits = "benefits",
        Tax = "tax",
        Online = "online",
        Other = "other",
    }
    Misuse { OpenedNew = "opened_new", ExistingMisused = "existing_misused" }
    Freeze { Alert = "alert", Freeze = "freeze", Both = "both", Neither = "neither" }
}

pub const LEARNED_HOW: Field<Text> = Field::safe_text("learned_how", 500);
pub const DATA_USED: Field<Choices<DataUsed>> = Field::choices("data_used");
pub const INSTITUTION: Field<Text> = Field::safe_text("institution", 120);
pub const ACCOUNT_TYPE: Field<AccountType> = Field::choice("account_type");
pub const MISUSE: Field<Misuse> = Field::choice("misuse");
pub const LAST_FOUR: Field<LastFour> = Field::last_four("account_last_four").optional();
pub const FIRST_DAY: Field<Day> = Field::day("misuse_first_day").optional();
pub const LAST_DAY: Field<Day> = Field::day("misuse_last_day").optional();
pub const AMOUNT: Field<Money> = Field::money("misuse_amount").optional();
pub const BOUGHT: Field<Text> = Field::safe_text("misuse_bought", 300).optional();
pub const DELIVERED: Field<Text> = Field::safe_text("misuse_delivered", 300).optional();
pub const BANKS_TOLD: Field<YesNo> = Field::choice("banks_told");
pub const BUREAUS_TOLD: Field<YesNo> = Field::choice("bureaus_told");
pub const FREEZE: Field<Freeze> = Field::choice("freeze");
pub const FTC_NUMBER: Field<Text> = Field::text("ftc_number", 40).optional();

static LEARNED: Step = Step::fields(
    "learned",
    Chapter::WhatHappened,
    &[LEARNED_HOW.spec, DATA_USED.spec],
);

const ACCOUNT_FIELDS: &[FieldSpec] = &[
    INSTITUTION.spec,
    ACCOUNT_TYPE.spec,
    MISUSE.spec,
    LAST_FOUR.spec,
    FIRST_DAY.spec,
    LAST_DAY.spec,
    AMOUNT.spec,
    BOUGHT.spec,
    DELIVERED.spec,
];

static ACCOUNTS: Step = Step::group(
    Chapter::WhatHappened,
    Group {
        key: "accounts",
        min: 0,
        fields: ACCOUNT_FIELDS,
        card: &["institution", "account_type", "misuse_amount"],
    },
);

static TOLD: Step = Step::fields(
    "told",
    Chapter::WhatHappened,
    &[
        BANKS_TOLD.spec,
        BUREAUS_TOLD.spec,
        FREEZE.spec,
        FTC_NUMBER.spec,
    ],
);

pub(super) static STEPS: &[&Step] = &[&LEARNED, &ACCOUNTS, &TOLD];

#[derive(Debug, Clone, Serialize)]
pub struct IdentityTheft {
    pub learned_how: Text,
    pub data_used: Choices<DataUsed>,
    pub accounts: Vec<Account>,
    pub banks_told: YesNo,
    pub bureaus_told: YesNo,
    pub freeze: Freeze,
    /// The number of the report at IdentityTheft.gov.
    pub ftc_number: Option<Text>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Account {
    pub institution: Text,
    pub account_type: AccountType,
    pub misuse: Misuse,
    pub last_four: Option<LastFour>,
    pub first_day: Option<Day>,
    pub last_day: Option<Day>,
    pub amount: Option<Money>,
    pub bought: Option<Text>,
    pub delivered: Option<Text>,
}

impl Account {
    fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            institution: reader.need(&INSTITUTION)?,
            account_type: reader.need(&ACCOUNT_TYPE)?,
            misuse: reader.need(&MISUSE)?,
            last_four: reader.maybe(&LAST_FOUR)?,
            first_day: reader.maybe(&FIRST_DAY)?,
            last_day: reader.maybe(&LAST_DAY)?,
            amount: reader.maybe(&AMOUNT)?,
            bought: reader.maybe(&BOUGHT)?,
            delivered: reader.maybe(&DELIVERED)?,
        })
    }
}

impl IdentityTheft {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            learned_how: reader.need(&LEARNED_HOW)?,
            data_used: reader.need(&DATA_USED)?,
            accounts: reader.entries("accounts", Account::read)?,
            banks_told: reader.need(&BANKS_TOLD)?,
            bureaus_told: reader.need(&BUREAUS_TOLD)?,
            freeze: reader.need(&FREEZE)?,
            ftc_number: reader.maybe(&FTC_NUMBER)?,
        })
    }
}
