//! How often something stands in a column, and where it stands first.

/// The place of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// Row as a spreadsheet counts.
    pub row: u32,
    /// First byte in the file's text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Spot {
    /// The cell's text.
    #[must_use]
    pub fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Cells of one kind in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// How many.
    pub count: u64,
    /// The first.
    pub first: Option<Spot>,
}

impl Seen {
    /// Counts a cell, if it is one of them.
    pub fn note(&mut self, is: bool, spot: Spot) {
        if is {
            self.count += 1;
            self.first.get_or_insert(spot);
        }
    }

    /// Adds the cells of a later part of the column.
    pub fn add(&mut self, later: Self) {
        self.count += later.count;
        self.first = self.first.or(later.first);
    }

    /// True if there is one.
    #[must_use]
    pub const fn any(self) -> bool {
        self.count > 0
    }
}
