//! The square code that a telephone reads: a link as dark and light modules (ISO/IEC 18004).

use qrcodegen::{QrCode, QrCodeEcc};
use typst::foundations::{Array, Dict, Str, Value};

/// The longest link, in bytes: version 10, of 57 modules, which are 0.5 mm wide in print; smaller ones are hard to
/// read for a telephone.
const MAX_LINK: usize = 213;

/// The width in modules and the dark runs of each row: `(width: 33, runs: ((x, y, length), …))`. `none` for a link
/// that makes no readable square: the code in letters stands beside it.
pub(crate) fn square(link: &str) -> Value {
    let Some(code) = (link.len() <= MAX_LINK)
        .then(|| QrCode::encode_text(link, QrCodeEcc::Medium).ok())
        .flatten()
    else {
        return Value::None;
    };
    let width = code.size();
    let mut runs = Array::new();
    for y in 0..width {
        let mut x = 0;
        while x < width {
            let length = (x..width).take_while(|x| code.get_module(*x, y)).count();
            // At most 177 modules (version 40).
            let length = i32::try_from(length).unwrap_or(width);
            if length > 0 {
                runs.push(Value::Array(
                    [x, y, length]
                        .map(|n| Value::Int(i64::from(n)))
                        .into_iter()
                        .collect(),
                ));
            }
            x += length + 1;
        }
    }
    let entries = [
        ("width", Value::Int(i64::from(width))),
        ("runs", Value::Array(runs)),
    ];
    Value::Dict(
        entries
            .into_iter()
            .map(|(key, value)| (Str::from(key), value))
            .collect::<Dict>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runs_are_the_dark_modules() {
        let link = "https://reports.example/verify?c=7KQM2XWP9RTAH4VCXN3D";
        let code = QrCode::encode_text(link, QrCodeEcc::Medium).expect("short enough");
        let Value::Dict(square) = square(link) else {
            panic!("a square");
        };
        assert_eq!(square.get("width"), Ok(&Value::Int(i64::from(code.size()))));
        let Ok(Value::Array(runs)) = square.get("runs") else {
            panic!("runs");
        };
        let mut drawn = std::collections::BTreeSet::new();
        for run in runs {
            let Value::Array(run) = run else {
                panic!("a run")
            };
            let numbers: Vec<i64> = run
                .iter()
                .filter_map(|n| n.clone().cast::<i64>().ok())
                .collect();
            let [x, y, length] = numbers[..] else {
                panic!("three numbers");
            };
            drawn.extend((x..x + length).map(|x| (x, y)));
        }
        let width = code.size();
        let dark: std::collections::BTreeSet<(i64, i64)> = (0..width)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y))
            .map(|(x, y)| (i64::from(x), i64::from(y)))
            .collect();
        assert_eq!(drawn, dark);
    }

    #[test]
    fn a_link_that_no_telephone_could_read_makes_no_square() {
        assert_eq!(square(&"x".repeat(MAX_LINK + 1)), Value::None);
        assert!(matches!(square(&"x".repeat(MAX_LINK)), Value::Dict(_)));
    }
}
