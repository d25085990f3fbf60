//! Particle counts to cleanliness codes and classes, by the tables of `cleanliness/*.csv`.
//!
//! From counts only: a code or class of one system is never turned into that of another, because the sizes differ.
//! The tables are rounded and are looked up, not computed. An upper bound belongs to its number or class.

use std::fmt;
use std::sync::Arc;

use crate::domain::{Iso4406, Provenance, ScaleNumber};

/// The tables, checked.
#[derive(Debug, Clone, Default)]
pub struct Cleanliness {
    /// ISO 4406 (GB/T 14039): scale numbers by count per mL at and above a size.
    pub iso4406: ScaleTable,
    /// NAS 1638: classes by count per 100 mL in bands of size.
    pub nas1638: ClassTable,
    /// SAE AS4059, differential: the same by bands in µm(c).
    pub as4059_differential: ClassTable,
    /// SAE AS4059, cumulative: classes by count per 100 mL above a size; sizes have the letters A to F.
    pub as4059_cumulative: ClassTable,
    /// Which size by ISO 11171, µm(c), stands for which by ISO 4402 or the microscope, µm.
    pub sizes: Vec<(f64, f64)>,
}

/// Fewer particles than this, seen in the volume that was analysed, make a number of low statistical confidence:
/// ISO 4406 writes it with `≥`.
pub const FEW_PARTICLES: f64 = 20.0;

/// The scale numbers of ISO 4406.
#[derive(Debug, Clone, Default)]
pub struct ScaleTable {
    /// Upper bound per mL of the scale numbers from 0 upward; the bound belongs to its number.
    pub up_to_per_ml: Vec<f64>,
    /// Where the numbers were seen.
    pub source: Vec<Arc<str>>,
    /// How far they can be trusted.
    pub provenance: Option<Provenance>,
}

impl ScaleTable {
    /// The scale number of a count per mL at and above a size. With the volume that was analysed, mL, a number that rests
    /// on few particles is marked. `None` if the count is not a number of particles.
    #[must_use]
    pub fn number(&self, per_ml: f64, analysed_ml: Option<f64>) -> Option<ScaleNumber> {
        if !is_count(per_ml) || self.up_to_per_ml.is_empty() {
            return None;
        }
        let Some(number) = self.up_to_per_ml.iter().position(|upper| per_ml <= *upper) else {
            return Some(ScaleNumber::OverScale);
        };
        let number = u8::try_from(number).ok()?;
        let few = analysed_ml.is_some_and(|volume| per_ml * volume < FEW_PARTICLES);
        Some(if few { ScaleNumber::LowCount(number) } else { ScaleNumber::Number(number) })
    }

    /// The code of three cumulative counts per mL at ≥4, ≥6 and ≥14 µm(c); a size without a count becomes `-`.
    #[must_use]
    pub fn code(&self, per_ml: [Option<f64>; 3]) -> Option<Iso4406> {
        let number = |count: Option<f64>| match count {
            Some(count) => self.number(count, None),
            None => Some(ScaleNumber::NotCounted),
        };
        let [four, six, fourteen] = per_ml;
        Some(Iso4406([number(four)?, number(six)?, number(fourteen)?]))
    }
}

/// A table of classes: NAS 1638 or SAE AS4059.
#[derive(Debug, Clone, Default)]
pub struct ClassTable {
    /// The sizes, smallest first.
    pub bands: Vec<SizeBand>,
    /// The classes, cleanest first: rank, and the most particles per 100 mL at each size.
    pub classes: Vec<(i8, Vec<f64>)>,
    /// Where the numbers were seen.
    pub source: Vec<Arc<str>>,
    /// How far they can be trusted: as the weakest row.
    pub provenance: Option<Provenance>,
}

/// A band of sizes, µm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SizeBand {
    /// From this size on.
    pub from: f64,
    /// Up to this size; open where there is none.
    pub to: Option<f64>,
    /// The letter of AS4059, A to F.
    pub letter: Option<char>,
}

impl fmt::Display for SizeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.to, self.letter) {
            (_, Some(letter)) => write!(f, "{letter} (>{} µm)", self.from),
            (Some(to), None) => write!(f, "{}-{to} µm", self.from),
            (None, None) => write!(f, ">{} µm", self.from),
        }
    }
}

/// A class by counts. Classes are ordered: `000` is cleaner than `00`, `00` than `0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParticleClass {
    /// -2 for `000`, -1 for `00`, else the class.
    Class(i8),
    /// More particles than this last class has.
    Over(i8),
}

impl fmt::Display for ParticleClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Class(-2) => f.write_str("000"),
            Self::Class(-1) => f.write_str("00"),
            Self::Class(class) => write!(f, "{class}"),
            Self::Over(last) => write!(f, ">{last}"),
        }
    }
}

impl ClassTable {
    /// The class of a count per 100 mL at one size. `None` if the count is not a number of particles, or there is no
    /// such size.
    #[must_use]
    pub fn class_at(&self, band: usize, per_100ml: f64) -> Option<ParticleClass> {
        let (last, _) = self.classes.last()?;
        if !is_count(per_100ml) || band >= self.bands.len() {
            return None;
        }
        let holds = |(_, most): &&(i8, Vec<f64>)| most.get(band).is_some_and(|most| per_100ml <= *most);
        Some(
            self.classes
                .iter()
                .find(holds)
                .map_or(ParticleClass::Over(*last), |(class, _)| ParticleClass::Class(*class)),
        )
    }

    /// The class of each size and the worst of them, which is the class of the oil. `None` for a count that is none, or
    /// where counts and sizes are not as many.
    #[must_use]
    pub fn classify(&self, per_100ml: &[f64]) -> Option<(Vec<ParticleClass>, ParticleClass)> {
        if per_100ml.len() != self.bands.len() {
            return None;
        }
        let classes: Option<Vec<ParticleClass>> =
            per_100ml.iter().enumerate().map(|(band, count)| self.class_at(band, *count)).collect();
        let classes = classes?;
        let worst = classes.iter().copied().max()?;
        Some((classes, worst))
    }
}

/// Counts between one size and the next from counts above each size. `None` where the counts rise with size, which no
/// oil can have, or one is no count.
#[must_use]
pub fn differential(cumulative: &[f64]) -> Option<Vec<f64>> {
    if !cumulative.iter().all(|count| is_count(*count)) || !cumulative.is_sorted_by(|larger, smaller| larger >= smaller)
    {
        return None;
    }
    let next = cumulative.iter().skip(1).copied().chain([0.0]);
    Some(cumulative.iter().zip(next).map(|(here, next)| here - next).collect())
}

fn is_count(count: f64) -> bool {
    count.is_finite() && count >= 0.0
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::super::Standards;
    use super::*;

    fn tables() -> Cleanliness {
        Standards::built_in().unwrap().cleanliness
    }

    #[test]
    fn counts_are_coded_by_the_table_with_the_upper_bound_included() {
        let iso = tables().iso4406;
        let code = |count: f64| iso.number(count, None).map(|number| number.to_string()).unwrap_or_default();
        for (count, number) in [(0.0, "0"), (0.01, "0"), (0.0101, "1"), (1300.0, "17"), (1300.1, "18"), (640.0, "16")] {
            assert_eq!(code(count), number, "{count}");
        }
        assert_eq!((code(1.3), code(2_500_000.0), code(2_500_000.1)), ("7".into(), "28".into(), ">28".into()));
        assert_eq!((iso.number(f64::NAN, None), iso.number(-1.0, None)), (None, None));
        let worked = iso.code([Some(3000.0), Some(500.0), Some(7.0)]).unwrap();
        assert_eq!(worked.to_string(), "19/16/10");
        assert_eq!(iso.code([None, Some(2500.0), Some(80.0)]).unwrap().to_string(), "-/18/13");
    }

    #[test]
    fn each_scale_number_ends_at_its_bound_and_the_next_begins_above() {
        let iso = tables().iso4406;
        assert_eq!(iso.up_to_per_ml.len(), 29);
        for (number, bound) in iso.up_to_per_ml.iter().enumerate() {
            let at = |count: f64| iso.number(count, None).unwrap().rank().unwrap();
            assert_eq!((usize::from(at(*bound)), usize::from(at(bound * 0.999_999))), (number, number), "{bound}");
            assert!(usize::from(at(bound * 1.000_001)) > number, "{bound}");
        }
    }

    #[test]
    fn few_particles_are_marked_by_what_was_seen_and_not_by_the_count_per_ml() {
        let iso = tables().iso4406;
        let code = |per_ml: f64, volume: f64| iso.number(per_ml, Some(volume)).unwrap().to_string();
        // 25 mL: 20 particles are 0.8 per mL.
        assert_eq!((code(0.8, 25.0), code(0.79, 25.0), code(0.8, 24.0)), ("7".into(), "≥7".into(), "≥7".into()));
    }

    #[test]
    fn nas_classes_are_those_of_the_bands_and_the_worst_counts() {
        let nas = tables().nas1638;
        let class = |counts: &[f64]| nas.classify(counts).map(|(_, worst)| worst.to_string());
        assert_eq!(class(&[125.0, 22.0, 4.0, 1.0, 0.0]).as_deref(), Some("00"));
        assert_eq!(class(&[126.0, 22.0, 4.0, 1.0, 0.0]).as_deref(), Some("0"));
        assert_eq!(class(&[32000.0, 5700.0, 1012.0, 180.0, 32.0]).as_deref(), Some("7"));
        assert_eq!(class(&[0.0, 0.0, 0.0, 0.0, 33.0]).as_deref(), Some("8"));
        assert_eq!(class(&[1_024_001.0, 0.0, 0.0, 0.0, 0.0]).as_deref(), Some(">12"));
        assert_eq!((class(&[1.0; 4]), class(&[1.0, 1.0, 1.0, 1.0, -1.0])), (None, None));
        // Misprints of 89, 64000, 11400, 22800 and 2850 go round; the right numbers end their classes.
        for (band, count, ends) in [(1, 89.0, 1), (0, 64_000.0, 8), (1, 11_400.0, 8), (1, 22_800.0, 9), (1, 2850.0, 6)]
        {
            assert_eq!(nas.class_at(band, count), Some(ParticleClass::Class(ends)), "{count}");
            assert_eq!(nas.class_at(band, count + 1.0), Some(ParticleClass::Class(ends + 1)), "{count}");
        }
    }

    #[test]
    fn running_sums_of_nas_rows_are_the_cumulative_rows_of_as4059() {
        let tables = tables();
        assert_eq!((tables.nas1638.classes.len(), tables.as4059_cumulative.classes.len()), (14, 15));
        for (class, bands) in &tables.nas1638.classes {
            let cumulative = tables.as4059_cumulative.classes.iter().find(|(other, _)| other == class).unwrap();
            let from_six: Vec<f64> = cumulative.1.iter().skip(1).copied().collect();
            assert_eq!(&differential(&from_six).unwrap(), bands, "class {class}");
            let as4059 = tables.as4059_differential.classes.iter().find(|(other, _)| other == class).unwrap();
            assert_eq!(&as4059.1, bands, "class {class}");
        }
    }

    #[test]
    fn as4059_uses_the_exact_rows_and_not_the_rounded_ones() {
        let table = tables().as4059_cumulative;
        let at = |band, count| table.class_at(band, count).unwrap().to_string();
        // Makers' manuals round 19462 to 19500 and 77849 to 77900.
        assert_eq!((at(1, 19_462.0), at(1, 19_463.0), at(1, 77_850.0)), ("6".into(), "7".into(), "9".into()));
        assert_eq!((at(0, 195.0), at(0, 196.0), at(0, 3_200_001.0)), ("000".into(), "00".into(), ">12".into()));
        let letters: String = table.bands.iter().filter_map(|band| band.letter).collect();
        assert_eq!(letters, "ABCDEF");
    }

    #[test]
    fn classes_are_ordered_and_over_the_last_is_worst() {
        use ParticleClass::{Class, Over};
        assert!(Class(-2) < Class(-1) && Class(-1) < Class(0) && Class(12) < Over(12));
    }

    #[test]
    fn counts_that_rise_with_size_have_no_differences() {
        assert_eq!(differential(&[100.0, 40.0, 40.0, 0.0]), Some(vec![60.0, 0.0, 40.0, 0.0]));
        assert_eq!((differential(&[1.0, 2.0]), differential(&[f64::NAN])), (None, None));
    }
}
