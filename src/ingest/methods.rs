//! The test methods that the headings of a file name, kept once for all its samples.

use std::sync::Arc;

/// The methods of a file, by column.
#[derive(Debug, Clone)]
pub struct Methods {
    /// Each method once, in the order of the columns.
    pub names: Arc<[Arc<str>]>,
    columns: Vec<u16>,
}

impl Methods {
    /// Takes what is said of each column, in their order.
    #[must_use]
    pub fn new<'m>(said: impl Iterator<Item = Option<&'m Arc<str>>>) -> Self {
        let mut names: Vec<Arc<str>> = Vec::new();
        let mut number = |method: &Arc<str>| {
            let known = names.iter().position(|name| name == method).unwrap_or_else(|| {
                names.push(method.clone());
                names.len() - 1
            });
            u16::try_from(known + 1).unwrap_or_default()
        };
        let columns = said.map(|method| method.map_or(0, &mut number)).collect();
        Self { names: names.into(), columns }
    }

    /// The number of a column's method, from 1; 0 if its heading names none. Columns count from 1.
    #[must_use]
    pub fn of_column(&self, column: u16) -> u16 {
        let index = usize::from(column).checked_sub(1);
        index.and_then(|index| self.columns.get(index)).copied().unwrap_or_default()
    }
}

impl Default for Methods {
    fn default() -> Self {
        Self::new(std::iter::empty())
    }
}
