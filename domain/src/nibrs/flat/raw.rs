//! A segment as text: the values of its elements by name, wherever they were read from.

use super::layout::{self, Column, Segment};

/// One segment, nothing checked yet.
#[derive(Debug, Clone)]
pub struct RawSegment {
    pub level: u8,
    /// Where it stands in its file, from 1.
    pub line: usize,
    cells: Vec<(&'static str, usize, String)>,
}

impl RawSegment {
    /// An empty segment of a level.
    #[must_use]
    pub const fn new(level: u8, line: usize) -> Self {
        Self {
            level,
            line,
            cells: Vec::new(),
        }
    }

    /// The value of an element; the empty text when it is blank.
    #[must_use]
    pub fn get(&self, name: &str, place: usize) -> &str {
        self.cells
            .iter()
            .find(|(cell, at, _)| *cell == name && *at == place)
            .map_or("", |(_, _, text)| text.as_str())
    }

    /// Sets an element. `false` when the segment has no such element or no room for so many.
    #[must_use]
    pub fn set(&mut self, name: &str, place: usize, text: &str) -> bool {
        let column = layout::segment(self.level).and_then(|segment| segment.column(name));
        match column {
            Some(column) if place < column.times && text.len() <= column.len => {
                if !text.is_empty() {
                    self.cells.push((column.name, place, text.to_owned()));
                }
                true
            }
            Some(_) | None => false,
        }
    }

    /// Cuts a line, which is ASCII and as long as its segment.
    pub(super) fn cut(segment: &Segment, line: usize, text: &str) -> Self {
        let mut raw = Self::new(segment.level, line);
        for column in segment.columns {
            for place in 0..column.times {
                let value = cell(text, column, place).trim_end();
                if !value.is_empty() {
                    raw.cells.push((column.name, place, value.to_owned()));
                }
            }
        }
        raw
    }
}

/// The characters of one value.
pub(super) fn cell<'a>(text: &'a str, column: &Column, place: usize) -> &'a str {
    let from = column.at - 1 + place * column.stride;
    text.get(from..from + column.len).unwrap_or("")
}
