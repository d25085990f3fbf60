//! Trend charts as SVG text. Guarded: no series, however odd, makes a chart panic or hang.
