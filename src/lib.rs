//! lubelab reads the oil-sample files of any laboratory, judges every result by the standards that apply,
//! says when each oil is due and what is going wrong in each machine, and writes the reports.
//!
//! The modules are the stages of the work, in order; each imports only from those before it.
//! `ARCHITECTURE.md` tells the whole story.

pub mod cli;
pub mod domain;
pub mod findings;
pub mod fleet;
pub mod history;
pub mod ingest;
pub mod plot;
pub mod report;
pub mod run;
pub mod standards;
pub mod stats;
