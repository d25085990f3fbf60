//! Headings of any laboratory: which row they are, what each of them means, and what is left of a table without them.
//!
//! A heading is taken apart (`split`, `parts`, `key`, `method`) and looked up whole (`dictionary`, `gather`); the table around it settles
//! what a lone symbol means, which of two like columns is read, and the unit (`columns`). Nothing is guessed: a heading
//! that is not known stays unknown, with a question. Cells are not read here.

mod columns;
mod dictionary;
mod find;
mod gather;
mod key;
mod kind;
mod method;
mod parts;
mod said;
mod split;
mod uom;

pub use columns::{ELEMENTS_AROUND, Headed, columns};
pub use dictionary::{Dictionary, Evidence, Found, Target};
pub use find::{HeadingRow, find};
pub use key::{even, key};
pub use kind::{VERDICT, aside, is_sign};
pub use method::whole as method;
pub use said::{AssumedUnit, ColumnSaid, explain};
pub use uom::{hours_or_distance, unit_of};
