//! What the cells of the row above said. Neighbouring rows repeat the customer, the machine and the product, and a
//! cell that repeats the one above says what that one said.

use super::context_cell::Said;
use super::fault::Fault;

/// The last cell of each column that was understood.
#[derive(Debug, Default)]
pub struct Above {
    columns: Vec<Last>,
}

#[derive(Debug, Default)]
struct Last {
    text: Vec<u8>,
    said: Option<Said>,
}

impl Above {
    /// What a cell says, read only if it differs from the one above. The text must settle alone what `read` gives.
    pub fn said(
        &mut self,
        column: usize,
        text: &[u8],
        read: impl FnOnce() -> Result<Said, Fault>,
    ) -> Result<Said, Fault> {
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Last::default);
        }
        let Some(last) = self.columns.get_mut(column) else { return read() };
        if let Some(said) = last.said.as_ref().filter(|_| last.text == text) {
            return Ok(said.clone());
        }
        let said = read()?;
        last.text.clear();
        last.text.extend_from_slice(text);
        last.said = Some(said.clone());
        Ok(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ProblemCode;

    #[test]
    fn only_a_cell_that_differs_from_the_one_above_is_read() {
        let mut above = Above::default();
        let mut amount = |column, text: &[u8], read: Result<f64, ProblemCode>| {
            let read = || read.map(Said::Amount).map_err(|code| Fault::new(code, "no"));
            match above.said(column, text, read) {
                Ok(Said::Amount(amount)) => Ok(amount),
                Ok(said) => unreachable!("{said:?}"),
                Err(fault) => Err(fault.code),
            }
        };
        assert_eq!(amount(1, b"5", Ok(5.0)), Ok(5.0));
        assert_eq!(amount(1, b"5", Ok(6.0)), Ok(5.0));
        assert_eq!(amount(0, b"5", Ok(7.0)), Ok(7.0));
        let fault = ProblemCode::NotANumber;
        assert_eq!(amount(1, b"x", Err(fault)), Err(fault));
        assert_eq!(amount(1, b"x", Err(fault)), Err(fault));
        assert_eq!(amount(1, b"5", Ok(8.0)), Ok(5.0));
        assert_eq!(amount(1, b"50", Ok(50.0)), Ok(50.0));
    }
}
