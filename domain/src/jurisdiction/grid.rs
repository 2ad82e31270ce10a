//! Which places need no geometry at all.
//!
//! Why: the lines of a map touch a small part of it. A cell of some hundred metres that no line
//! comes near has one answer for every place in it, so the answer is found once. The grid decides
//! nothing itself: which cells a line touches and on which side of the town line a cell lies is
//! asked of the same geometry as a verdict in a cell that is not settled.

use geo::{Coord, Rect};

use super::planar::holds;

/// The side of a cell, metres: the default map has 18,000 of two bytes, which stay in a
/// processor's nearest caches.
const CELL_M: f64 = 100.0;
/// At most this many on a side, whatever the extent of the layers.
const MOST: f64 = 256.0;
/// A line this near to a cell touches it, metres. Only the rounding of the arithmetic (nanometres)
/// must be covered; without it a place on a cell's edge could fall to the neighbour.
const SLACK_M: f64 = 1.0;

/// What is known of every place in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) side: Side,
    /// An excluded area, the doubt around one, or a ramp may reach into the cell.
    pub(super) areas: bool,
}

/// On which side of the town line a cell lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Inside,
    Outside,
    /// The line runs through it.
    Both,
}

/// Cells over everything on a map; beyond them there is nothing.
pub(super) struct Grid {
    bounds: Rect<f64>,
    cells_per_m: Coord<f64>,
    columns: usize,
    rows: usize,
    cells: Vec<Cell>,
}

impl Grid {
    /// Cells over `bounds` (metres), all outside town and without areas.
    pub(super) fn over(bounds: Rect<f64>) -> Self {
        let slack = Coord {
            x: SLACK_M,
            y: SLACK_M,
        };
        let bounds = Rect::new(bounds.min() - slack, bounds.max() + slack);
        let count = |metres: f64| (metres / CELL_M).ceil().clamp(1.0, MOST);
        let (columns, rows) = (count(bounds.width()), count(bounds.height()));
        let cells_per_m = Coord {
            x: columns / bounds.width(),
            y: rows / bounds.height(),
        };
        let (columns, rows) = (columns as usize, rows as usize);
        let cells = vec![
            Cell {
                side: Side::Outside,
                areas: false
            };
            columns * rows
        ];
        Self {
            bounds,
            cells_per_m,
            columns,
            rows,
            cells,
        }
    }

    /// The cell of a place; `None` beyond the grid, and for NaN.
    #[inline]
    pub(super) fn at(&self, place: Coord<f64>) -> Option<Cell> {
        if !holds(&self.bounds, place) {
            return None;
        }
        let (column, row) = self.index(place);
        self.cells.get(row * self.columns + column).copied()
    }

    #[inline]
    fn index(&self, place: Coord<f64>) -> (usize, usize) {
        // A cast from a float saturates: what is below the grid becomes 0.
        let column = ((place.x - self.bounds.min().x) * self.cells_per_m.x) as usize;
        let row = ((place.y - self.bounds.min().y) * self.cells_per_m.y) as usize;
        (column.min(self.columns - 1), row.min(self.rows - 1))
    }

    fn centre(&self, column: usize, row: usize) -> Coord<f64> {
        let min = self.bounds.min();
        Coord {
            x: min.x + (column as f64 + 0.5) / self.cells_per_m.x,
            y: min.y + (row as f64 + 0.5) / self.cells_per_m.y,
        }
    }

    /// A place as far as this from the centre of a cell is in no way in it, metres.
    pub(super) fn radius(&self) -> f64 {
        (0.5 / self.cells_per_m.x).hypot(0.5 / self.cells_per_m.y) + SLACK_M
    }

    /// Sets every cell whose centre lies in `within` and is `touched`.
    pub(super) fn mark(
        &mut self,
        within: Rect<f64>,
        touched: impl Fn(Coord<f64>) -> bool,
        set: impl Fn(&mut Cell),
    ) {
        let (first_column, first_row) = self.index(within.min());
        let (last_column, last_row) = self.index(within.max());
        for row in first_row..=last_row {
            for column in first_column..=last_column {
                let centre = self.centre(column, row);
                if touched(centre)
                    && let Some(cell) = self.cells.get_mut(row * self.columns + column)
                {
                    set(cell);
                }
            }
        }
    }

    /// Settles the side of every cell that the town line does not run through.
    ///
    /// Two neighbours that the line misses share an edge that it misses, so they lie on one side:
    /// only the first after a cell of both sides is asked.
    pub(super) fn fill(&mut self, inside: impl Fn(Coord<f64>) -> bool) {
        for row in 0..self.rows {
            let mut known = None;
            for column in 0..self.columns {
                let centre = self.centre(column, row);
                let Some(cell) = self.cells.get_mut(row * self.columns + column) else {
                    continue;
                };
                if cell.side == Side::Both {
                    known = None;
                    continue;
                }
                let side = || {
                    if inside(centre) {
                        Side::Inside
                    } else {
                        Side::Outside
                    }
                };
                cell.side = *known.get_or_insert_with(side);
            }
        }
    }
}
