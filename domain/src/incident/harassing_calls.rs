//! Harassing telephone calls (C.G.S. 53a-183): with a threat NIBRS 13C, without it Group B 90Z.

use super::{Chapter, Group, Step};
use crate::choices;
use crate::field::choice::{YesNo, YesNoUnsure};
use crate::field::{ClockTime, Count, Day, Field, FieldSpec, Phone, Text};
use crate::report::read::{Incomplete, Reader};
use serde::Serialize;

choices! {
    CallForm { Spoken = "spoken", Voicemail = "voicemail", Silence = "silence", TextMessage = "text_message" }
    BelievedCaller {
        Person = "person",
        Robocall = "robocall",
        DebtCollector = "debt_collector",
        Scam = "scam",
        Unknown = "unknown",
    }
    OverHowLong { Day = "day", Week = "week", Month = "month", Longer = "longer" }
}

pub const NUMBER_CALLED: Field<Phone> = Field::phone("number_called");
pub const CARRIER: Field<Text> = Field::text("line_carrier", 60).optional();
pub const LINE_OWNER: Field<Text> = Field::text("line_owner", 120).optional();
pub const CALL_DAY: Field<Day> = Field::day("call_day");
pub const CALL_TIME: Field<ClockTime> = Field::time("call_time").optional();
pub const SHOWN: Field<Text> = Field::text("number_shown", 80);
pub const FORM: Field<CallForm> = Field::choice("call_form");
pub const DURATION: Field<Text> = Field::text("call_duration", 40).optional();
pub const WORDS: Field<Text> = Field::text("call_words", 1000).optional();
pub const VOICE: Field<Text> = Field::text("call_voice", 300).optional();
pub const HOW_MANY: Field<Count> = Field::count("calls_in_all");
pub const HOW_LONG: Field<OverHowLong> = Field::choice("calls_over");
pub const TOLD_TO_STOP: Field<YesNo> = Field::choice("told_to_stop");
pub const TRACED: Field<YesNo> = Field::choice("call_trace");
pub const RECORDED: Field<YesNo> = Field::choice("recordings");
pub const BELIEVED: Field<BelievedCaller> = Field::choice("believed_caller");
pub const THREAT: Field<YesNoUnsure> = Field::choice("threat_made");

static LINE: Step = Step::fields(
    "line",
    Chapter::WhatHappened,
    &[NUMBER_CALLED.spec, CARRIER.spec, LINE_OWNER.spec],
);

const CALL_FIELDS: &[FieldSpec] = &[
    CALL_DAY.spec,
    CALL_TIME.spec,
    SHOWN.spec,
    FORM.spec,
    DURATION.spec,
    WORDS.spec,
    VOICE.spec,
];

static CALLS: Step = Step::group(
    Chapter::WhatHappened,
    Group {
        key: "calls",
        min: 1,
        fields: CALL_FIELDS,
        card: &["call_day", "call_time", "number_shown"],
    },
);

static PATTERN: Step = Step::fields(
    "pattern",
    Chapter::WhatHappened,
    &[HOW_MANY.spec, HOW_LONG.spec, THREAT.spec, BELIEVED.spec],
);

static STEPS_TAKEN: Step = Step::fields(
    "steps-taken",
    Chapter::WhatHappened,
    &[TOLD_TO_STOP.spec, TRACED.spec, RECORDED.spec],
);

pub(super) static STEPS: &[&Step] = &[&LINE, &CALLS, &PATTERN, &STEPS_TAKEN];

#[derive(Debug, Clone, Serialize)]
pub struct HarassingCalls {
    pub number_called: Phone,
    pub carrier: Option<Text>,
    pub line_owner: Option<Text>,
    pub calls: Vec<Call>,
    pub calls_in_all: Count,
    pub over: OverHowLong,
    pub threat: YesNoUnsure,
    pub believed_caller: BelievedCaller,
    pub told_to_stop: YesNo,
    /// Whether *57 call trace was used.
    pub traced: YesNo,
    pub recorded: YesNo,
}

#[derive(Debug, Clone, Serialize)]
pub struct Call {
    pub day: Day,
    pub time: Option<ClockTime>,
    /// The number or name that the telephone showed.
    pub shown: Text,
    pub form: CallForm,
    pub duration: Option<Text>,
    pub words: Option<Text>,
    pub voice: Option<Text>,
}

impl Call {
    fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            day: reader.need(&CALL_DAY)?,
            time: reader.maybe(&CALL_TIME)?,
            shown: reader.need(&SHOWN)?,
            form: reader.need(&FORM)?,
            duration: reader.maybe(&DURATION)?,
            words: reader.maybe(&WORDS)?,
            voice: reader.maybe(&VOICE)?,
        })
    }
}

impl HarassingCalls {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, Incomplete> {
        Ok(Self {
            number_called: reader.need(&NUMBER_CALLED)?,
            carrier: reader.maybe(&CARRIER)?,
            line_owner: reader.maybe(&LINE_OWNER)?,
            calls: reader.entries("calls", Call::read)?,
            calls_in_all: reader.need(&HOW_MANY)?,
            over: reader.need(&HOW_LONG)?,
            threat: reader.need(&THREAT)?,
            believed_caller: reader.need(&BELIEVED)?,
            told_to_stop: reader.need(&TOLD_TO_STOP)?,
            traced: reader.need(&TRACED)?,
            recorded: reader.need(&RECORDED)?,
        })
    }
}
