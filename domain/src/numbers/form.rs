//! How far a draft has come, as far as that is counted: pages by their names, nothing of what is answered on them. A draft
//! remembers which of its pages are counted, so that each counts once however often somebody goes back and forth.

use crate::eligibility::{Stop, screening};
use crate::field::Choice;
use crate::incident::Kind;
use crate::journey::{End, Journey};
use std::fmt;

/// The page after the last question, where the answers are checked and sent.
pub const CHECK: &str = "check";

/// What is counted at a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// It was shown for the first time.
    Reached,
    /// Its answer rules out filing online.
    Stopped(Stop),
    /// A report was sent.
    Filed,
    /// An officer was asked for instead.
    Officer,
    /// Nobody came back before the draft was forgotten, or the filer deleted it.
    Left,
}

impl What {
    /// As it is kept.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Stopped(stop) => stop.code(),
            Self::Filed => "filed",
            Self::Officer => "officer",
            Self::Left => "left",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let stops = Stop::ALL.map(Self::Stopped);
        [Self::Reached, Self::Filed, Self::Officer, Self::Left]
            .into_iter()
            .chain(stops)
            .find(|what| what.code() == code)
    }
}

/// One thing to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// `None`: a page before the kind is chosen.
    pub kind: Option<Kind>,
    /// The page's name.
    pub step: String,
    pub what: What,
}

impl Mark {
    fn new(kind: Option<Kind>, step: &str, what: What) -> Self {
        let before = screening::steps(None).iter().any(|own| own.id == step);
        Self {
            kind: kind.filter(|_| !before),
            step: step.to_owned(),
            what,
        }
    }

    /// A report of this kind was sent.
    #[must_use]
    pub fn filed(kind: Kind) -> Self {
        Self::new(Some(kind), CHECK, What::Filed)
    }

    fn read(text: &str) -> Option<Self> {
        let (kind, place) = text.split_once('/')?;
        let (step, what) = match place.split_once('!') {
            Some((step, stop)) => (step, What::from_code(stop)?),
            None => (place, What::Reached),
        };
        Some(Self {
            kind: Kind::from_code(kind),
            step: step.to_owned(),
            what,
        })
    }
}

/// `vandalism/place`, `/emergency`, `vandalism/checks!firearm`.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind.map_or("", Choice::code);
        write!(f, "{kind}/{}", self.step)?;
        match self.what {
            What::Reached => Ok(()),
            what => write!(f, "!{}", what.code()),
        }
    }
}

/// What a draft remembers: where it stands, then everything of it that is counted, with blanks between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress(String);

impl Progress {
    /// As a draft keeps it.
    #[must_use]
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What of the journey is still to be counted; from now on it is not.
    pub fn advance(&mut self, journey: &Journey) -> Vec<Mark> {
        let of = |step: &str, what| Mark::new(journey.kind, step, what);
        let end = match journey.end {
            End::Question(step) => of(step.id, What::Reached),
            End::Stopped { at, stop } => of(at.id, What::Stopped(stop)),
            End::Ready => of(CHECK, What::Reached),
        };
        let stands = end.to_string();
        let counted = self.0.split(' ').skip(1);
        let mut counted: Vec<String> = counted.map(str::to_owned).collect();
        let new: Vec<Mark> = journey
            .done
            .iter()
            .map(|step| of(step.id, What::Reached))
            .chain([end])
            .filter(|mark| {
                let text = mark.to_string();
                let is_new = !counted.contains(&text);
                if is_new {
                    counted.push(text);
                }
                is_new
            })
            .collect();
        self.0 = stands;
        for mark in counted {
            self.0.push(' ');
            self.0.push_str(&mark);
        }
        new
    }

    fn stands(&self) -> Option<Mark> {
        self.0.split(' ').next().and_then(Mark::read)
    }

    /// What to count when somebody asks for an officer here. `None`: the form was never begun.
    #[must_use]
    pub fn officer(&self) -> Option<Mark> {
        let what = What::Officer;
        self.stands().map(|mark| Mark { what, ..mark })
    }

    /// What to count when the draft is forgotten. Whoever was stopped by a rule has not left: that is counted.
    #[must_use]
    pub fn left(&self) -> Option<Mark> {
        let what = What::Left;
        self.stands()
            .filter(|mark| mark.what == What::Reached)
            .map(|mark| Mark { what, ..mark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::RawAnswers;
    use crate::jurisdiction::{Jurisdiction, Layers};
    use crate::rules::Rules;
    use time::macros::date;

    fn marks(progress: &mut Progress, typed: &[(&str, &str)]) -> Vec<String> {
        let jurisdiction = Jurisdiction::new(&Layers::westport()).expect("layers");
        let rules = Rules {
            today: date!(2026 - 11 - 20),
            jurisdiction: &jurisdiction,
            closed: crate::incident::Kinds::NONE,
        };
        let answers: RawAnswers = typed.iter().copied().collect();
        let new = progress.advance(&Journey::walk(&answers, &rules));
        new.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_page_counts_once_however_often_somebody_goes_back() {
        let mut draft = Progress::default();
        assert_eq!(draft.left(), None, "never begun");
        assert_eq!(marks(&mut draft, &[]), ["/emergency"]);
        assert_eq!(marks(&mut draft, &[("emergency", "no")]), ["/kind"]);
        let lost = [("emergency", "no"), ("kind", "lost_property")];
        assert_eq!(marks(&mut draft, &lost), ["lost_property/area"]);
        assert_eq!(marks(&mut draft, &lost[..1]), [""; 0], "back");
        assert_eq!(draft.left().expect("left").to_string(), "/kind!left");
        assert_eq!(marks(&mut draft, &lost), [""; 0], "and forth");
        // Another kind has pages of its own.
        let other = [("emergency", "no"), ("kind", "vandalism")];
        assert_eq!(marks(&mut draft, &other), ["vandalism/area"]);
        assert_eq!(
            draft.officer().expect("officer").to_string(),
            "vandalism/area!officer"
        );
    }

    #[test]
    fn a_rule_that_stops_is_counted_and_who_goes_away_then_has_not_left() {
        let mut draft = Progress::default();
        let stopped = [("emergency", "no"), ("kind", "vandalism"), ("area", "i95")];
        let expected = [
            "/emergency",
            "/kind",
            "vandalism/area",
            "vandalism/area!i95",
        ];
        assert_eq!(marks(&mut draft, &stopped), expected);
        assert_eq!(draft.left(), None);
        let kept = Progress::kept(draft.as_str().to_owned());
        assert_eq!(kept.officer(), draft.officer());
        // Nothing of what was answered is kept.
        let expected = "vandalism/area!i95 /emergency /kind vandalism/area vandalism/area!i95";
        assert_eq!(kept.as_str(), expected);
    }

    #[test]
    fn every_code_reads_back() {
        for what in Stop::ALL.map(What::Stopped).into_iter().chain([
            What::Reached,
            What::Filed,
            What::Officer,
            What::Left,
        ]) {
            assert_eq!(What::from_code(what.code()), Some(what));
        }
        assert_eq!(What::from_code("x"), None);
    }
}
