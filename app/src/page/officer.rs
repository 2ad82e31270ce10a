//! "I would rather have an officer": the call-back request, and its confirmation.

use super::sent::numbers;
use crate::component::errors::{Problem, error_summary, problems};
use crate::component::field::Control;
use crate::component::sentence::sentence;
use crate::island::live_form::{LiveForm, STEP_FORM};
use crate::site::Site;
use domain::answers::RawAnswers;
use domain::field::{Email, Field, FieldSpec, Phone, Text};
use domain::journey::KeyedError;
use leptos::prelude::*;
use time::Date;

pub const NAME: Field<Text> = Field::text("officer_name", 160).autocomplete("name");
pub const PHONE: Field<Phone> = Field::phone("officer_phone").autocomplete("tel");
pub const EMAIL: Field<Email> = Field::email("officer_email")
    .optional()
    .autocomplete("email");
pub const WHEN: Field<Text> = Field::text("officer_when", 200).optional();

/// The fields of the request, in order.
pub const FIELDS: [FieldSpec; 4] = [NAME.spec, PHONE.spec, EMAIL.spec, WHEN.spec];

#[derive(Debug, Clone)]
pub struct Officer {
    pub controls: Vec<Control>,
    pub problems: Vec<Problem>,
    /// Something was typed in the form before: it goes along.
    pub takes_along: bool,
    pub back: Option<String>,
}

impl Officer {
    #[must_use]
    pub fn new(
        answers: &RawAnswers,
        today: Date,
        site: &Site,
        show_errors: bool,
        takes_along: bool,
        back: Option<String>,
    ) -> Self {
        let errors: Vec<KeyedError> = FIELDS
            .iter()
            .filter_map(|spec| {
                let error = spec.check(answers.get(spec.key), today).err()?;
                Some(KeyedError {
                    key: spec.key.to_owned(),
                    field: spec.key,
                    error,
                })
            })
            .collect();
        let errors = if show_errors { errors } else { Vec::new() };
        let controls = FIELDS
            .iter()
            .map(|spec| {
                let error = errors
                    .iter()
                    .find(|error| error.field == spec.key)
                    .map(|error| error.error);
                Control::new(
                    *spec,
                    spec.key.to_owned(),
                    answers.get(spec.key),
                    error,
                    today,
                    &site.words,
                )
            })
            .collect();
        Self {
            controls,
            problems: problems(&errors, &site.words),
            takes_along,
            back,
        }
    }

    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        let controls: Vec<AnyView> = self
            .controls
            .into_iter()
            .map(|control| control.view(words))
            .collect();
        view! {
            {super::question::back_link(words, self.back)}
            {error_summary(words, &self.problems)}
            <h1>{words.t("page.officer.title")}</h1>
            <p class="lead">{sentence(site, "page.officer.lead", &[], &[])}</p>
            {self.takes_along.then(|| view! { <p class="callout">{words.t("page.officer.takes_along")}</p> })}
            <form id=STEP_FORM method="post" action="/officer" novalidate>
                {controls}
                <button class="button" type="submit">{words.t("page.officer.send")}</button>
            </form>
            <LiveForm/>
        }
    }
}

#[derive(Debug, Clone)]
pub struct OfficerSent {
    pub tracking: String,
    pub access_code: String,
    pub phone: String,
}

impl OfficerSent {
    pub fn view(self, site: &Site) -> impl IntoView + use<> {
        let words = &site.words;
        view! {
            <div class="confirmation">
                <h1>{words.t("page.officer_sent.title")}</h1>
                {numbers(words, &self.tracking, &self.access_code)}
            </div>
            <p>{sentence(site, "page.officer_sent.have", &[("phone", &self.phone)], &[])}</p>
            <p>{sentence(site, "page.officer_sent.wait", &[], &[])}</p>
        }
    }
}
