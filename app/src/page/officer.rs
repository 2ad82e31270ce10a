//! "I would rather have an officer": the call-back request, and its confirmation.

use super::sent::numbers;
use crate::component::errors::{Problem, error_summary, problems};
use crate::component::field::Control;
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
        let controls: Vec<AnyView> = self.controls.into_iter().map(Control::view).collect();
        view! {
            {super::question::back_link(self.back)}
            {error_summary(&self.problems)}
            <h1>"Have an officer call you"</h1>
            <p class="lead">
                "You do not have to say why. An officer calls you back, or comes to you. You can also call us now at "
                <a href=site.department.telephone_link()>{site.department.telephone.clone()}</a>"."
            </p>
            {self.takes_along.then(|| view! { <p class="callout">"What you typed so far goes along. You do not have to say it twice."</p> })}
            <form id=STEP_FORM method="post" action="/officer" novalidate>
                {controls}
                <button class="button" type="submit">"Ask an officer to call me"</button>
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
        view! {
            <div class="confirmation">
                <h1>"An officer will call you"</h1>
                {numbers(&self.tracking, &self.access_code)}
            </div>
            <p>"We have your request. An officer will call you at "<strong>{self.phone}</strong>"."</p>
            <p>
                "If you cannot wait, call "
                <a href=site.department.telephone_link()>{site.department.telephone.clone()}</a>
                ". If anyone is in danger, "<a href="tel:911">"call 9-1-1"</a>"."
            </p>
        }
    }
}
