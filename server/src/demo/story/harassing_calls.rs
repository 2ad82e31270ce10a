//! Harassing telephone calls.

use super::{Teller, written};
use crate::demo::people;

pub fn tell(teller: &mut Teller<'_>) {
    let over = teller.dice.between(1, 12);
    teller.put("from_day", written(teller.days_ago(over)));
    let number = people::phone(&mut teller.dice);
    teller.put("number_called", number);
    teller.maybe(60, "line_carrier", &["Examplecell", "Mockphone Wireless"]);
    let calls = teller.dice.between(1, 3);
    for index in 0..usize::try_from(calls).unwrap_or(1) {
        let day = teller.dice.between(1, over);
        let day = written(teller.days_ago(day));
        let time = format!(
            "{}:{:02} pm",
            teller.dice.between(1, 11),
            teller.dice.between(0, 59)
        );
        let caller = people::phone(&mut teller.dice);
        let shown = if teller.dice.percent(40) {
            "Unknown caller".to_owned()
        } else {
            caller
        };
        let form = teller
            .dice
            .pick(&["spoken", "silence", "voicemail", "text_message"]);
        let words = teller.dice.percent(50);
        let mut put = |key: &str, value: &str| teller.entry("calls", index, key, value);
        put("call_day", &day);
        put("call_time", &time);
        put("number_shown", &shown);
        put("call_form", form);
        if words {
            put(
                "call_words",
                "Asked for somebody who does not live here and hung up laughing.",
            );
            put("call_voice", "A man, neither young nor old");
        }
    }
    let in_all = teller.dice.between(calls, 40).to_string();
    teller.put("calls_in_all", in_all);
    teller.choose("calls_over", &["day", "week", "week", "month", "longer"]);
    teller.choose("threat_made", &["no", "no", "no", "unsure", "yes"]);
    teller.choose(
        "believed_caller",
        &["unknown", "person", "robocall", "scam", "debt_collector"],
    );
    teller.yes(60, "told_to_stop");
    teller.yes(15, "call_trace");
    teller.yes(35, "recordings");
    let narrative = teller.said(
        &[
            "The calls come in the evening, often several within an hour. Mostly nobody speaks. I have blocked two numbers and they call from others.",
            "Somebody calls and asks for a person that I do not know. I have asked them to stop, and they go on.",
            "They say that I owe money and become rude. I owe nobody anything. They call me at work, too.",
        ],
        "Llaman todas las noches desde números distintos y cuelgan. Les pedí que dejaran de llamar.",
    );
    teller.put("narrative", narrative);
}
