//! Pure numbers: robust slopes, medians, intervals. No units, no samples, no input or output.
