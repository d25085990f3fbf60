//! Facts computed elsewhere, and simulated machines whose truth is known.

mod scipy;
mod simulation;
