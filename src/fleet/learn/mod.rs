//! What is normal for like machines, learnt from their own results, as limits of a folder that is laid over the rules.
//!
//! One limit for all machines is too wide for some and too close for others. Groups of like machines teach their own
//! limits (`groups`, `lesson`, `derive`); who may teach is decided in `candidate`; how good the limits are is asked of
//! machines that did not teach (`score`). A limit that is learnt says what is usual, never what is harmless.

mod candidate;
mod derive;
mod groups;
mod key;
mod lesson;
mod overlay;
mod score;
mod season;

pub use candidate::{Candidate, Candidates, LeftOut, candidates};
pub use derive::{
    FEWEST_MACHINES, FEWEST_RESULTS, How, LEVELS, Level, Measurand, Method, Rule, Shares, WhyNone, levels,
};
pub use groups::{Course, Group, OfProperty, group_name, key_names, learn};
pub use key::{Key, Name, Written};
pub use lesson::{Age, Learnt, Lesson, Teacher};
pub use overlay::{Facts, folder, how, is_learnt};
pub use score::{Agreement, FROM, Flags, Judge, Score, Scores, add, flagged, of_machines, scores, split, used};
pub use season::{Season, season};
