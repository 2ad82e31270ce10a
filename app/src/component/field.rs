//! One question as a form control: label, hint, error and control, tied together by ids.

use super::errors::field_error;
use crate::island::live_form::line_id;
use crate::island::sentences::written;
use crate::page::stopped::authority_code;
use crate::words::Words;
use domain::eligibility::stop_for_answer;
use domain::field::{FieldError, FieldKind, FieldSpec, FieldWarning, Need, choice};
use leptos::prelude::*;
use time::Date;

/// Everything about one control.
#[derive(Debug, Clone)]
pub struct Control {
    pub spec: FieldSpec,
    /// The full key: the control's name and id.
    pub key: String,
    pub label: String,
    pub hint: Option<String>,
    /// What was typed.
    pub value: String,
    pub error: Option<String>,
    /// Codes and words of the options.
    pub options: Vec<(&'static str, String)>,
    /// The only question of its page: its label is the page's heading.
    pub alone: bool,
    pub today: Date,
    live: Live,
}

/// What an island may say about the control.
#[derive(Debug, Clone)]
enum Live {
    Nothing,
    /// What is wrong with what was typed.
    Check(String),
    /// Whom to call.
    Stop(String),
}

/// More options than this make a drop-down list instead of radio buttons.
const MOST_RADIOS: usize = 8;

impl Control {
    /// The control of a field with what was typed so far.
    #[must_use]
    pub fn new(
        spec: FieldSpec,
        key: String,
        value: &str,
        error: Option<FieldError>,
        today: Date,
        words: &Words,
    ) -> Self {
        let options: Vec<_> = spec
            .options
            .iter()
            .map(|code| (*code, words.option(spec.key, code)))
            .collect();
        Self {
            label: words.label(&spec),
            hint: words
                .maybe(&format!("field.{}.hint", spec.key))
                .map(str::to_owned),
            value: value.to_owned(),
            error: error.map(|error| words.error(error)),
            live: live(&spec, words),
            options,
            alone: false,
            spec,
            key,
            today,
        }
    }

    fn optional(&self) -> bool {
        self.spec.need == Need::Optional
    }

    fn described_by(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.key));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.key));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The line through which the island `LiveForm` speaks.
    fn live_line(&self) -> Option<AnyView> {
        let id = line_id(&self.key);
        match &self.live {
            Live::Nothing => None,
            Live::Check(sentences) => Some(
                view! {
                    <p
                        class="live"
                        role="status"
                        id=id
                        data-kind=self.spec.kind.to_string()
                        data-required=(!self.optional()).then_some("yes")
                        data-today=self.today.to_julian_day().to_string()
                        data-sentences=sentences.clone()
                    ></p>
                }
                .into_any(),
            ),
            Live::Stop(sentences) => Some(
                view! {
                    <p class="live-stop" role="status" id=id data-stops="yes" data-sentences=sentences.clone()></p>
                }
                .into_any(),
            ),
        }
    }

    /// The control with all that belongs to it.
    pub fn view(self, words: &Words) -> AnyView {
        match self.spec.kind {
            FieldKind::Choice if self.options.len() <= MOST_RADIOS => self.boxes(words, "radio"),
            FieldKind::Choices => self.boxes(words, "checkbox"),
            FieldKind::Choice => {
                let select = self.select(words);
                self.labelled(words, select)
            }
            FieldKind::LongText { .. } => {
                let area = self.area();
                self.labelled(words, area)
            }
            FieldKind::Text { max } if max >= 300 => {
                let area = self.area();
                self.labelled(words, area)
            }
            FieldKind::SafeText { max } if max >= 300 => {
                let area = self.area();
                self.labelled(words, area)
            }
            // The map draws its own control.
            FieldKind::Point => ().into_any(),
            _ => {
                let input = self.input();
                self.labelled(words, input)
            }
        }
    }

    fn labelled(self, words: &Words, control: AnyView) -> AnyView {
        let live = self.live_line();
        let class = if self.error.is_some() {
            "field wrong"
        } else {
            "field"
        };
        view! {
            <div class=class>
                <label for=self.key.clone()>
                    {self.label.clone()}
                    {self.optional().then(|| optional(words))}
                </label>
                {self.hint.clone().map(|hint| view! { <p class="hint" id=format!("{}-hint", self.key)>{hint}</p> })}
                {field_error(words, &self.key, self.error.as_deref())}
                {control}
                {live}
            </div>
        }
        .into_any()
    }

    fn input(&self) -> AnyView {
        let (mode, width) = match self.spec.kind {
            FieldKind::Phone => (Some("tel"), "medium"),
            FieldKind::Email => (Some("email"), "wide"),
            FieldKind::Zip | FieldKind::Year | FieldKind::LastFour | FieldKind::Count => {
                (Some("numeric"), "narrow")
            }
            FieldKind::Money => (Some("decimal"), "narrow"),
            FieldKind::Time | FieldKind::Plate => (None, "narrow"),
            FieldKind::Day | FieldKind::Vin | FieldKind::Imei => (None, "medium"),
            _ => (None, "wide"),
        };
        // Capitals and spelling suggestions only where people write words.
        let prose = matches!(
            self.spec.kind,
            FieldKind::Text { .. } | FieldKind::SafeText { .. }
        );
        let list = (self.spec.key == "place_address").then_some("streets");
        view! {
            <input
                class=width
                type="text"
                id=self.key.clone()
                name=self.key.clone()
                value=self.value.clone()
                inputmode=mode
                autocomplete=self.spec.autocomplete
                spellcheck=(!prose).then_some("false")
                list=list
                aria-invalid=self.error.is_some().then_some("true")
                aria-describedby=self.described_by()
                aria-required=(!self.optional()).then_some("true")
            />
        }
        .into_any()
    }

    fn area(&self) -> AnyView {
        let rows = match self.spec.kind {
            FieldKind::LongText { .. } => "12",
            _ => "3",
        };
        view! {
            <textarea
                id=self.key.clone()
                name=self.key.clone()
                rows=rows
                aria-invalid=self.error.is_some().then_some("true")
                aria-describedby=self.described_by()
                aria-required=(!self.optional()).then_some("true")
            >
                // HTML drops one line break right after the tag: give it one to drop.
                {format!("\n{}", self.value)}
            </textarea>
        }
        .into_any()
    }

    fn select(&self, words: &Words) -> AnyView {
        let options = self
            .options
            .iter()
            .map(|(code, label)| {
                view! { <option value=*code selected=self.value == *code>{label.clone()}</option> }
            })
            .collect_view();
        view! {
            <select
                id=self.key.clone()
                name=self.key.clone()
                aria-invalid=self.error.is_some().then_some("true")
                aria-describedby=self.described_by()
            >
                <option value="">{words.t("form.choose")}</option>
                {options}
            </select>
        }
        .into_any()
    }

    fn boxes(self, words: &Words, kind: &'static str) -> AnyView {
        let chosen: Vec<&str> = choice::split(&self.value).collect();
        // The first box carries the field's own id, so that the error summary can lead to it.
        let ids: Vec<String> = self
            .options
            .iter()
            .enumerate()
            .map(|(place, (code, _))| {
                if place == 0 {
                    self.key.clone()
                } else {
                    format!("{}-{code}", self.key)
                }
            })
            .collect();
        let boxes = self
            .options
            .iter()
            .zip(ids)
            .map(|((code, label), id)| {
                view! {
                    <div class="box">
                        <input
                            type=kind
                            id=id.clone()
                            name=self.key.clone()
                            value=*code
                            checked=chosen.contains(code)
                        />
                        <label for=id>{label.clone()}</label>
                    </div>
                }
            })
            .collect_view();
        let live = self.live_line();
        let legend = if self.alone {
            view! { <legend><h1>{self.label.clone()}</h1></legend> }.into_any()
        } else {
            view! {
                <legend>
                    {self.label.clone()}
                    {self.optional().then(|| optional(words))}
                </legend>
            }
            .into_any()
        };
        let class = if self.error.is_some() {
            "field wrong"
        } else {
            "field"
        };
        view! {
            <fieldset class=class aria-describedby=self.described_by()>
                {legend}
                {self.hint.clone().map(|hint| view! { <p class="hint" id=format!("{}-hint", self.key)>{hint}</p> })}
                {field_error(words, &self.key, self.error.as_deref())}
                {boxes}
                {live}
            </fieldset>
        }
        .into_any()
    }
}

/// Behind the label of a question that may be left empty.
pub fn optional(words: &Words) -> impl IntoView + use<> {
    view! { <span class="optional">" "{words.t("form.optional")}</span> }
}

/// The sentences that the island of this field needs.
fn live(spec: &FieldSpec, words: &Words) -> Live {
    let stops: Vec<(&str, String)> = spec
        .options
        .iter()
        .filter_map(|code| stop_for_answer(spec.key, code))
        .map(|stop| {
            let title = words.t(&format!("stop.{}.title", stop.code()));
            let call = words.t(&format!("authority.{}", authority_code(stop.call())));
            (stop.code(), format!("{title}. {call}"))
        })
        .collect();
    if !stops.is_empty() {
        return Live::Stop(written(stops));
    }
    let mut errors = match spec.kind {
        FieldKind::Day => vec![
            FieldError::NotADate,
            FieldError::InFuture,
            FieldError::TooLongAgo,
        ],
        FieldKind::Time => vec![FieldError::NotATime],
        FieldKind::Money => vec![FieldError::NotMoney],
        FieldKind::Phone => vec![FieldError::NotAPhone],
        FieldKind::Email => vec![FieldError::NotAnEmail],
        FieldKind::Zip => vec![FieldError::NotAZip],
        FieldKind::Plate => vec![FieldError::NotAPlate],
        FieldKind::Vin => vec![FieldError::NotAVin],
        FieldKind::Imei => vec![FieldError::NotAnImei],
        FieldKind::Year => vec![FieldError::NotAYear],
        FieldKind::LastFour => vec![FieldError::NotFourDigits],
        FieldKind::Count => vec![FieldError::NotACount],
        FieldKind::SafeText { .. } => vec![FieldError::WholeNumber],
        FieldKind::LongText { min, max } => {
            vec![FieldError::TooShort { min }, FieldError::TooLong { max }]
        }
        FieldKind::Text { .. } | FieldKind::Point | FieldKind::Choice | FieldKind::Choices => {
            return Live::Nothing;
        }
    };
    if spec.need == Need::Required {
        errors.push(FieldError::Missing);
    }
    let mut sentences: Vec<_> = errors
        .into_iter()
        .map(|error| (error.code(), words.error(error)))
        .collect();
    let warning = match spec.kind {
        FieldKind::Vin => Some(FieldWarning::VinCheckDigit),
        FieldKind::Imei => Some(FieldWarning::ImeiCheckDigit),
        _ => None,
    };
    sentences.extend(warning.map(|warning| {
        let code = warning.code();
        (code, words.t(&format!("warning.{code}")))
    }));
    Live::Check(written(sentences))
}
