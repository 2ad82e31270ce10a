//! A second reading of the rules: it cuts the lines of a flat file by its own columns, takes its codes from the
//! FBI's table and knows nothing of the crate that it checks. Segments 1 to 5, for the offenses that a citizen's
//! report can come to: 13C, 23F, 23G, 26B, 26F and 290.

use crate::codes::table;
use std::collections::{BTreeMap, BTreeSet};

/// The tables, once.
pub struct Checker {
    tables: BTreeMap<&'static str, BTreeSet<String>>,
}

/// Characters `from` to `to`, counted from 1 as the specification does.
fn cut(line: &str, from: usize, to: usize) -> &str {
    &line[from - 1..to]
}

fn number(text: &str) -> Option<u64> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

fn real_day(text: &str) -> bool {
    let (Some(year), Some(month), Some(day)) =
        (number(&text[..4]), number(&text[4..6]), number(&text[6..8]))
    else {
        return false;
    };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Values of `len` characters side by side, without the blank ones.
fn values(text: &str, len: usize) -> Vec<&str> {
    (0..text.len() / len)
        .map(|place| &text[place * len..(place + 1) * len])
        .filter(|v| !v.trim().is_empty())
        .collect()
}

fn twice(values: &[&str]) -> bool {
    values.iter().collect::<BTreeSet<_>>().len() != values.len()
}

impl Checker {
    pub fn new() -> Self {
        let plain = [
            "LocationCategoryCode",
            "ItemCategoryNIBRSPropertyCat",
            "OffenseFactorCode",
            "CriminalActivityCategoryCode",
            "VictimCategoryCode",
            "PersonSexCode",
            "PersonRaceNDEXCode",
            "PersonEthnicityCode",
            "PersonResidentCode",
            "OffenseCode",
        ];
        let mut tables: BTreeMap<_, BTreeSet<String>> = plain
            .into_iter()
            .map(|name| {
                (
                    name,
                    table(name).into_iter().map(|(code, _)| code).collect(),
                )
            })
            .collect();
        for name in ["ItemStatusCode", "OffenseFactorBiasMotivationCode"] {
            tables.insert(
                name,
                table(name).into_iter().map(|(_, code)| code).collect(),
            );
        }
        Self { tables }
    }

    fn knows(&self, table: &str, code: &str) -> bool {
        self.tables[table].contains(code)
    }

    /// Every rule that a file breaks, with its incident.
    pub fn check(&self, file: &str) -> Vec<String> {
        let mut errors = Vec::new();
        let mut incidents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let (mut order, mut head) = (Vec::new(), None);
        for line in file.lines() {
            let level = cut(line, 5, 5);
            let length = match level {
                "1" => 88,
                "2" => 71,
                "3" => 307,
                "4" => 141,
                "5" => 46,
                _ => 0,
            };
            let id = cut(line, 26, 37);
            let mut err = |broken: bool, rule: &str| {
                if broken {
                    errors.push(format!("{rule} in {id} level {level}"));
                }
            };
            err(
                !line.is_ascii()
                    || line.len() != length
                    || number(cut(line, 1, 4)) != Some(length as u64),
                "length",
            );
            err(cut(line, 6, 6) != "I", "action");
            let month = number(cut(line, 7, 8)).unwrap_or(0);
            err(
                !(1..=12).contains(&month) || number(cut(line, 9, 12)).is_none(),
                "175",
            );
            err(
                *head.get_or_insert(cut(line, 7, 25)) != cut(line, 7, 25),
                "058",
            );
            err(cut(line, 17, 17) != "C" || cut(line, 18, 18) != "T", "059");
            let trimmed = id.trim_end();
            let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
            err(trimmed.is_empty() || !trimmed.bytes().all(fits), "117");
            if order.last() != Some(&id) {
                err(order.contains(&id), "056");
                order.push(id);
            }
            incidents.entry(id).or_default().push(line);
        }
        for (id, lines) in incidents {
            self.incident(&lines, &mut |broken, rule| {
                if broken {
                    errors.push(format!("{rule} in {id}"));
                }
            });
        }
        errors
    }

    fn incident(&self, lines: &[&str], err: &mut impl FnMut(bool, &str)) {
        let levels: Vec<&str> = lines.iter().map(|line| cut(line, 5, 5)).collect();
        err(!levels.is_sorted(), "050");
        let of = |level: &str| {
            lines
                .iter()
                .copied()
                .filter(|line| cut(line, 5, 5) == level)
                .collect::<Vec<_>>()
        };
        let (admin, offenses, property, victims, offenders) =
            (of("1"), of("2"), of("3"), of("4"), of("5"));
        err(levels[0] != "1" || admin.len() != 1, "055");
        err(
            offenses.is_empty() || victims.is_empty() || offenders.is_empty(),
            "075",
        );
        let codes: Vec<&str> = offenses.iter().map(|line| cut(line, 38, 40)).collect();
        self.administrative(admin[0], &codes, err);
        err(twice(&codes), "262");
        err(codes.len() > 10, "263");
        for line in &offenses {
            self.offense(line, err);
            let code = cut(line, 38, 40);
            err(
                !victims
                    .iter()
                    .any(|victim| values(cut(victim, 41, 70), 3).contains(&code)),
                "065",
            );
        }
        self.property_segments(&offenses, &property, admin[0], err);
        let mut sequences = Vec::new();
        for line in &victims {
            sequences.push(cut(line, 38, 40));
            self.victim(line, &codes, err);
        }
        err(twice(&sequences), "451");
        for line in &offenders {
            let unknown = cut(line, 38, 39) == "00";
            err(number(cut(line, 38, 39)).is_none(), "502");
            err(unknown && !cut(line, 40, 46).trim().is_empty(), "552");
            err(unknown && offenders.len() > 1, "555");
        }
    }

    fn administrative(&self, line: &str, codes: &[&str], err: &mut impl FnMut(bool, &str)) {
        let date = cut(line, 38, 45);
        err(!real_day(date), "105");
        err(!matches!(cut(line, 46, 46), " " | "R"), "104");
        let hour = cut(line, 47, 48);
        err(
            hour != "  " && number(hour).is_none_or(|hour| hour > 23),
            "152",
        );
        err(
            cut(line, 49, 49) != "N",
            "exceptional clearance of an unknown offender (557)",
        );
        err(!cut(line, 50, 57).trim().is_empty(), "153");
        let (year, month) = (number(cut(line, 9, 12)), number(cut(line, 7, 8)));
        let happened = (number(&date[..4]), number(&date[4..6]));
        err(happened > (year, month), "170");
        err(happened.0 < year.map(|year| year - 1), "171");
        let cargo = cut(line, 88, 88);
        let takes = ["23F", "26B", "26F"]
            .iter()
            .any(|code| codes.contains(code));
        err(
            takes && !matches!(cargo, "Y" | "N"),
            "119: cargo theft is to be said",
        );
        err(!takes && cargo != " ", "119: cargo theft is not to be said");
        err(cargo == "Y" && !takes, "122");
    }

    fn offense(&self, line: &str, err: &mut impl FnMut(bool, &str)) {
        let code = cut(line, 38, 40);
        err(!self.knows("OffenseCode", code), "204 offense");
        err(code.starts_with("90"), "264");
        err(!matches!(cut(line, 41, 41), "A" | "C"), "251");
        err(code == "13C" && cut(line, 41, 41) == "A", "256");
        let using = values(cut(line, 42, 44), 1);
        err(
            using.is_empty()
                || !using
                    .iter()
                    .all(|code| self.knows("OffenseFactorCode", code)),
            "204 using",
        );
        err(twice(&using), "206");
        err(using.contains(&"N") && using.len() > 1, "207");
        let location = cut(line, 45, 46);
        err(
            !self.knows("LocationCategoryCode", location),
            "204 location",
        );
        err(
            location == "58" && !matches!(code, "13C" | "26B" | "26F" | "290"),
            "205",
        );
        err(!cut(line, 47, 48).trim().is_empty(), "252");
        err(cut(line, 49, 49) != " ", "254");
        let activity = values(cut(line, 50, 52), 1);
        let gang = ["J", "G", "N"];
        err(
            !activity
                .iter()
                .all(|value| code == "13C" && gang.contains(value)),
            "219",
        );
        err(!cut(line, 53, 61).trim().is_empty(), "222");
        let bias = values(cut(line, 62, 71), 2);
        err(
            bias.is_empty()
                || !bias
                    .iter()
                    .all(|code| self.knows("OffenseFactorBiasMotivationCode", code)),
            "204 bias",
        );
        err(twice(&bias), "206");
        err(
            (bias.contains(&"88") || bias.contains(&"99")) && bias.len() > 1,
            "207",
        );
    }

    fn property_segments(
        &self,
        offenses: &[&str],
        property: &[&str],
        admin: &str,
        err: &mut impl FnMut(bool, &str),
    ) {
        let taking: Vec<(&str, &str)> = offenses
            .iter()
            .map(|line| (cut(line, 38, 40), cut(line, 41, 41)))
            .filter(|(code, _)| *code != "13C")
            .collect();
        err(!taking.is_empty() && property.is_empty(), "074");
        err(taking.is_empty() && !property.is_empty(), "076");
        let losses: Vec<&str> = property.iter().map(|line| cut(line, 38, 38)).collect();
        err(twice(&losses), "376");
        let allowed = |(code, done): &(&str, &str)| -> &[&str] {
            match (*done, *code) {
                ("A", _) => &["1", "8"],
                (_, "290") => &["4"],
                _ => &["5", "7"],
            }
        };
        for offense in &taking {
            let fits = losses.iter().any(|loss| allowed(offense).contains(loss));
            err(!fits, if offense.1 == "A" { "077" } else { "078" });
        }
        for loss in &losses {
            err(
                !taking.iter().any(|offense| allowed(offense).contains(loss)),
                "081",
            );
        }
        for line in property {
            self.property(line, &taking, admin, err);
        }
        // What was recovered was stolen before.
        let items = |loss: &str| {
            property
                .iter()
                .filter(|line| cut(line, 38, 38) == loss)
                .flat_map(|line| {
                    (0..10).map(move |place| cut(line, 39 + place * 19, 40 + place * 19))
                })
                .filter(|code| !code.trim().is_empty())
                .collect::<Vec<_>>()
        };
        let stolen = items("7");
        err(!items("5").iter().all(|code| stolen.contains(code)), "072");
    }

    fn property(
        &self,
        line: &str,
        taking: &[(&str, &str)],
        admin: &str,
        err: &mut impl FnMut(bool, &str),
    ) {
        let loss = cut(line, 38, 38);
        err(!self.knows("ItemStatusCode", loss), "304 loss");
        let mut codes = Vec::new();
        let mut gap = false;
        for place in 0..10 {
            let at = 39 + place * 19;
            let (code, value, day) = (
                cut(line, at, at + 1),
                cut(line, at + 2, at + 10),
                cut(line, at + 11, at + 18),
            );
            if code.trim().is_empty() {
                gap = true;
                err(!value.trim().is_empty(), "354");
                err(!day.trim().is_empty(), "356");
                continue;
            }
            err(gap, "a gap between the kinds of property");
            codes.push(code);
            err(
                !self.knows("ItemCategoryNIBRSPropertyCat", code),
                "304 property",
            );
            let value = number(value);
            err(value.is_none(), "302");
            let worthless = matches!(code, "09" | "22" | "48" | "65" | "66");
            err(value == Some(0) && !worthless, "351");
            err(value != Some(0) && worthless, "391");
            err(code == "88" && value != Some(1), "353");
            err((loss == "5") == day.trim().is_empty(), "355");
            err(
                loss == "5" && (!real_day(day) || day < cut(admin, 38, 45)),
                "305",
            );
            let vehicle = matches!(code, "03" | "05" | "24" | "28" | "37");
            let larceny = taking.iter().any(|(code, _)| code.starts_with("23"));
            err(vehicle && larceny, "268");
            let structure = matches!(code, "29" | "30" | "31" | "32" | "33" | "34" | "35");
            let only_larceny = taking.iter().all(|(code, _)| code.starts_with("23"));
            err((vehicle || structure) && only_larceny, "390");
        }
        err(twice(&codes), "306");
        err(matches!(loss, "1" | "8") && !codes.is_empty(), "352");
        err(!matches!(loss, "1" | "8") && codes.is_empty(), "375");
        err(!cut(line, 229, 232).trim().is_empty(), "357");
        err(!cut(line, 233, 277).trim().is_empty(), "365");
        err(
            !cut(line, 278, 307).trim().is_empty(),
            "offense codes of a property segment",
        );
    }

    fn victim(&self, line: &str, codes: &[&str], err: &mut impl FnMut(bool, &str)) {
        err(
            number(cut(line, 38, 40)).is_none_or(|sequence| sequence == 0),
            "402",
        );
        let connected = values(cut(line, 41, 70), 3);
        err(connected.is_empty(), "401");
        err(twice(&connected), "406");
        err(!connected.iter().all(|code| codes.contains(code)), "466");
        let kind = cut(line, 71, 71);
        err(!self.knows("VictimCategoryCode", kind), "404 type");
        let personal = connected.contains(&"13C");
        err(personal && !matches!(kind, "I" | "L"), "464");
        err(kind == "S", "467");
        err(kind == "L", "482");
        let age = cut(line, 72, 75);
        if kind == "I" {
            let first = number(&age[..2]);
            err(
                first.is_none() || !(age[2..].trim().is_empty() || number(&age[2..]) > first),
                "453 age",
            );
            err(!self.knows("PersonSexCode", cut(line, 76, 76)), "453 sex");
            err(
                !self.knows("PersonRaceNDEXCode", cut(line, 77, 77)),
                "453 race",
            );
            let blank_or = |table: &str, code: &str| code == " " || self.knows(table, code);
            err(
                !blank_or("PersonEthnicityCode", cut(line, 78, 78)),
                "404 ethnicity",
            );
            err(
                !blank_or("PersonResidentCode", cut(line, 79, 79)),
                "404 resident",
            );
        } else {
            err(!cut(line, 72, 79).trim().is_empty(), "458");
        }
        err(!cut(line, 80, 89).trim().is_empty(), "419");
        let related = cut(line, 90, 129);
        err(!personal && !related.trim().is_empty(), "459");
        err(
            personal && &related[..2] != "00",
            "401: related to the unknown offender",
        );
        err(personal && !related[2..].trim().is_empty(), "468");
        err(!cut(line, 130, 141).trim().is_empty(), "483");
    }
}
