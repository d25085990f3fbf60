//! Seeded wide files of any size in the project's own form, with what real files have: `<1`, `-`, empty cells,
//! oil changes, several samples a machine. Same seed, same bytes.

use std::io::{self, Write};

use chrono::{Days, NaiveDate};

/// Samples drawn from one machine.
const SAMPLES_PER_MACHINE: u64 = 10;

/// Elements with the level around which they lie, mg/kg; below 1 is written as `<1`.
const ELEMENTS: [(&str, f64); 18] = [
    ("fe", 12.0),
    ("cr", 0.6),
    ("ni", 0.4),
    ("al", 1.8),
    ("cu", 4.0),
    ("pb", 0.8),
    ("sn", 0.6),
    ("si", 6.0),
    ("na", 2.0),
    ("k", 0.7),
    ("b", 1.5),
    ("ba", 0.3),
    ("ca", 45.0),
    ("mg", 2.5),
    ("zn", 410.0),
    ("p", 335.0),
    ("mo", 0.5),
    ("v", 0.2),
];

/// `SplitMix64` (Steele, Lea and Flood 2014): small, seeded, and good enough to spread cells.
pub struct Random(u64);

impl Random {
    /// Starts a sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Even over 0 to 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// About normal, mean 0, deviation 1 (sum of four uniforms).
    fn normal(&mut self) -> f64 {
        let sum: f64 = (0..4).map(|_| self.unit()).sum();
        (sum - 2.0) * 3.0_f64.sqrt()
    }
}

/// Writes the same data in long form: a row a result, with the context that tells samples apart and the unit beside
/// the value. `wide` is what [`write`] wrote; its cells hold no quotation marks.
#[allow(dead_code, reason = "each bench uses its own part of the generator")]
pub fn write_long(out: &mut impl Write, wide: &str) -> io::Result<()> {
    out.write_all(b"sample_id,machine,component,sampled_on,oil_hours,machine_hours,parameter,value,unit\n")?;
    let mut rows = wide.lines();
    let headings: Vec<&str> = rows.next().unwrap_or_default().split(',').collect();
    let at = |wanted: &str| headings.iter().position(|heading| *heading == wanted).unwrap_or(usize::MAX);
    let context = ["sample_id", "machine", "component", "sampled_on", "oil_hours", "machine_hours"].map(at);
    let first_result = at("kv_40c [mm2/s]");
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        for (heading, value) in headings.iter().zip(&cells).skip(first_result).filter(|(_, value)| !value.is_empty()) {
            for index in context {
                write!(out, "{},", cells.get(index).copied().unwrap_or_default())?;
            }
            let (name, unit) = heading.split_once(" [").unwrap_or((heading, ""));
            writeln!(out, "{name},{value},{}", unit.trim_end_matches(']'))?;
        }
    }
    Ok(())
}

/// Writes `samples` rows below one heading row.
pub fn write(out: &mut impl Write, samples: u64, seed: u64) -> io::Result<()> {
    write!(
        out,
        "lab,sample_id,customer,site,machine,machine_type,component,product,grade,kind,sampled_on,oil_hours,\
         machine_hours,oil_changed,top_up_l,sump_l,kv_40c [mm2/s],kv_100c [mm2/s],viscosity_index [1],\
         acid_number [mg{{KOH}}/g],water [%{{m/m}}],flash_point_coc [Cel],oxidation [{{Abs}}/cm],pq_index [1],\
         cleanliness_iso4406,particles_4um [/mL],particles_6um [/mL],particles_14um [/mL]"
    )?;
    for (element, _) in ELEMENTS {
        write!(out, ",{element} [mg/kg]")?;
    }
    out.write_all(b"\n")?;
    let mut random = Random::new(seed);
    let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    for index in 0..samples {
        row(out, &mut random, index, start)?;
    }
    Ok(())
}

fn row(out: &mut impl Write, random: &mut Random, index: u64, start: NaiveDate) -> io::Result<()> {
    let (machine, visit) = (index / SAMPLES_PER_MACHINE, index % SAMPLES_PER_MACHINE);
    let day = start + Days::new(visit * 90 + machine % 30);
    let (life_visit, changed) = (visit % 6, visit == 5);
    let oil_hours = 500 + life_visit * 500;
    let age = oil_hours as f64 / 3000.0;
    write!(
        out,
        "Generated,G{index},Customer {},Site {},Press {machine},hydraulic,circuit,Hydro 46,L-HM 46,in_service,{day},\
         {oil_hours},{},{},{},400",
        machine % 97,
        machine % 7,
        20_000 + visit * 500,
        if changed { "yes" } else { "no" },
        if random.unit() < 0.1 { 20 } else { 0 },
    )?;
    write!(out, ",{:.2},{:.2},{:.0}", 46.0 + age + 0.2 * random.normal(), 6.8 + 0.03 * random.normal(), 101.0)?;
    write!(out, ",{:.2},", 0.5 + 0.15 * age + 0.02 * random.normal())?;
    if random.unit() < 0.6 {
        out.write_all(b"<0.01")?;
    } else {
        write!(out, "{:.3}", 0.01 + 0.02 * random.unit())?;
    }
    write!(out, ",{:.0},{:.1},{:.0}", 230.0 + 3.0 * random.normal(), 2.0 + age, 8.0 + random.unit() * 6.0)?;
    if random.unit() < 0.05 {
        out.write_all(b",-,-,-,-")?;
    } else {
        let count = 400.0 * (1.0 + random.unit());
        write!(out, ",16/14/11,{count:.0},{:.0},{:.1}", count / 4.0, count / 30.0)?;
    }
    for (_, level) in ELEMENTS {
        let value = level * (1.0 + 0.4 * age) * (1.0 + 0.08 * random.normal());
        match random.unit() {
            draw if draw < 0.01 => out.write_all(b",")?,
            _ if value < 1.0 => out.write_all(b",<1")?,
            _ if value < 10.0 => write!(out, ",{value:.1}")?,
            _ => write!(out, ",{value:.0}")?,
        }
    }
    out.write_all(b"\n")
}
