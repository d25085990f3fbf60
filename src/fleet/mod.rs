//! What many sampling points tell together and none alone: a laboratory's batch, a delivery lot, a cause that comes
//! again, the limits that a fleet's own results make.
//!
//! It looks at finished judgements of single points and adds to them. It is not where one point is judged: that is
//! `findings`.

pub mod batch;
mod due;
pub mod learn;

pub use due::{DueList, DuePoint, FollowUp, due_list};
