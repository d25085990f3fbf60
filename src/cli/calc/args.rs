//! The words of `lubelab calc`.

use std::str::FromStr;

use chrono::NaiveDate;
use clap::{ArgGroup, Args, Subcommand, ValueEnum};

use super::answer::tidy;

/// What to calculate.
#[derive(Debug, Clone, Subcommand)]
pub enum Calculation {
    /// Viscosity index (ASTM D2270, ISO 2909).
    Vi(ViArgs),
    /// Viscosity at any temperature from that at two (ASTM D341).
    Viscosity(ViscosityArgs),
    /// Saybolt universal seconds and mm2/s at one temperature (ASTM D2161).
    Sus(SusArgs),
    /// Change of a used oil against the new one, in percent and as a difference.
    Change(ChangeArgs),
    /// ISO 4406 code of particle counts, or a code against a limit.
    Iso4406(Iso4406Args),
    /// NAS 1638 class of particle counts.
    Nas1638(ClassArgs),
    /// SAE AS4059 class of particle counts.
    As4059(As4059Args),
    /// ISO VG and SAE class of a viscosity.
    Grade(GradeArgs),
    /// Water or another content by mass and by volume, by the density of the oil.
    Water(WaterArgs),
    /// From one unit to another of the same dimension.
    Convert(ConvertArgs),
    /// How many steps two ratings lie apart: copper strip, rust, colour.
    Steps(StepsArgs),
}

/// Input of `calc vi`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
pub struct ViArgs {
    /// Kinematic viscosity at 40 °C, mm2/s.
    #[arg(long, value_name = "MM2/S", value_parser = number)]
    pub v40: f64,
    /// Kinematic viscosity at 100 °C, mm2/s.
    #[arg(long, value_name = "MM2/S", value_parser = number)]
    pub v100: f64,
}

/// Input of `calc viscosity`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
pub struct ViscosityArgs {
    /// The temperature to know the viscosity at, °C.
    #[arg(long, value_name = "CELSIUS", value_parser = number)]
    pub at: f64,
    /// Kinematic viscosity at 40 °C, mm2/s.
    #[arg(long, value_name = "MM2/S", value_parser = number)]
    pub v40: Option<f64>,
    /// Kinematic viscosity at 100 °C, mm2/s.
    #[arg(long, value_name = "MM2/S", value_parser = number)]
    pub v100: Option<f64>,
    /// Temperature and viscosity, as 50:30.1; two points in all are needed.
    #[arg(long, value_name = "CELSIUS:MM2/S", value_parser = point)]
    pub point: Vec<(f64, f64)>,
}

/// Input of `calc sus`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
#[command(group(ArgGroup::new("saybolt").args(["kv", "seconds"]).required(true).multiple(false)))]
pub struct SusArgs {
    /// Kinematic viscosity, mm2/s.
    #[arg(long, value_name = "MM2/S", value_parser = number)]
    pub kv: Option<f64>,
    /// Saybolt universal seconds.
    #[arg(long, value_name = "SUS", value_parser = number)]
    pub seconds: Option<f64>,
    /// Temperature of both, °C (100 °F are 37.78 °C, 210 °F are 98.89 °C).
    #[arg(long, value_name = "CELSIUS", value_parser = number)]
    pub at: f64,
}

/// Input of `calc change`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
pub struct ChangeArgs {
    /// Measured value of the new oil.
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub new: f64,
    /// Value of the used oil, in the same unit and by the same method.
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub used: f64,
    /// The id of what was measured: then also what the method can tell apart.
    #[arg(long, value_name = "ID")]
    pub property: Option<String>,
}

/// Counts as they are reported.
#[derive(Debug, Clone, Args)]
#[group(id = "counts", required = true, multiple = false)]
pub struct Counts {
    /// Counts per mL, smallest size first.
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = number)]
    pub per_ml: Option<Vec<f64>>,
    /// Counts per 100 mL, smallest size first.
    #[arg(long = "per-100ml", value_name = "LIST", value_delimiter = ',', value_parser = number)]
    pub per_100ml: Option<Vec<f64>>,
}

impl Counts {
    /// Per 100 mL. A count on a bound stays on it.
    #[must_use]
    pub fn per_100ml(&self) -> Vec<f64> {
        let scaled = self.per_ml.iter().flatten().map(|count| tidy(count * 100.0));
        scaled.chain(self.per_100ml.iter().flatten().copied()).collect()
    }
}

/// Input of `calc iso4406`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
#[command(group(ArgGroup::new("coded").args(["per_ml", "per_100ml", "code"]).required(true).multiple(false)))]
pub struct Iso4406Args {
    /// Cumulative counts per mL at 4, 6 and 14 µm(c), or at 6 and 14; - for a size not counted, * for too many.
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = count, allow_hyphen_values = true)]
    pub per_ml: Option<Vec<Count>>,
    /// The same per 100 mL.
    #[arg(long = "per-100ml", value_name = "LIST", value_delimiter = ',', value_parser = count, allow_hyphen_values = true)]
    pub per_100ml: Option<Vec<Count>>,
    /// A code instead of counts, as 18/16/13.
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub code: Option<String>,
    /// Volume that was analysed, mL: numbers that rest on fewer than 20 particles are marked.
    #[arg(long, value_name = "ML", value_parser = number, conflicts_with = "code")]
    pub analysed_ml: Option<f64>,
    /// A limit to hold the code against, as -/18/15.
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub limit: Option<String>,
}

/// A count, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Count {
    /// A number of particles.
    Of(f64),
    /// `-`
    NotCounted,
    /// `*`
    TooMany,
}

/// Input of `calc nas1638`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
pub struct ClassArgs {
    /// The counts: five, at 5-15, 15-25, 25-50, 50-100 and over 100 µm.
    #[command(flatten)]
    pub counts: Counts,
    /// The counts are those over 5, 15, 25, 50 and 100 µm, each with all larger particles.
    #[arg(long)]
    pub cumulative: bool,
}

/// Input of `calc as4059`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
pub struct As4059Args {
    /// The counts over 4, 6, 14, 21, 38 and 70 µm(c), each with all larger particles; five begin at 6.
    #[command(flatten)]
    pub counts: Counts,
    /// The counts are those in bands: 6-14, 14-21, 21-38, 38-70 and over 70 µm(c).
    #[arg(long)]
    pub differential: bool,
}

/// Input of `calc grade`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
#[command(group(ArgGroup::new("viscosities").args(["v40", "v100"]).required(true).multiple(true)))]
pub struct GradeArgs {
    /// Kinematic viscosity at 40 °C, mm2/s: ISO VG class.
    #[arg(long, value_name = "MM2/S", value_parser = number)]
    pub v40: Option<f64>,
    /// Kinematic viscosity at 100 °C, mm2/s: SAE class.
    #[arg(long, value_name = "MM2/S", value_parser = number)]
    pub v100: Option<f64>,
    /// The grade that is declared, to compare with.
    #[arg(long, value_name = "GRADE")]
    pub declared: Option<String>,
    /// By the classes in force on this day; without it, today.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
}

/// Input of `calc water`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
#[command(group(ArgGroup::new("oil_density").args(["density", "density_15c"]).required(true).multiple(false)))]
pub struct WaterArgs {
    /// The content.
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub value: f64,
    /// Its unit: mg/kg, mg/L, %{m/m}, %{v/v}.
    #[arg(long, value_name = "UNIT")]
    pub from: String,
    /// The unit to convert to.
    #[arg(long, value_name = "UNIT")]
    pub to: String,
    /// Density of the oil at the temperature of the volume, kg/m3.
    #[arg(long, value_name = "KG/M3", value_parser = number)]
    pub density: Option<f64>,
    /// Density of the oil at 15 °C, kg/m3; carried to --at.
    #[arg(long = "density-15c", value_name = "KG/M3", value_parser = number, requires = "at")]
    pub density_15c: Option<f64>,
    /// Temperature of the volume, °C.
    #[arg(long, value_name = "CELSIUS", value_parser = number)]
    pub at: Option<f64>,
    /// Density of what was found, kg/m3; without it, water at 20 °C.
    #[arg(long, value_name = "KG/M3", value_parser = number)]
    pub part_density: Option<f64>,
}

/// Input of `calc convert`.
#[derive(Debug, Clone, Args)]
#[command(allow_negative_numbers = true)]
pub struct ConvertArgs {
    /// The number.
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub value: f64,
    /// Its unit, as laboratories write it.
    #[arg(long, value_name = "UNIT")]
    pub from: String,
    /// The unit to convert to.
    #[arg(long, value_name = "UNIT")]
    pub to: String,
}

/// Input of `calc steps`.
#[derive(Debug, Clone, Args)]
pub struct StepsArgs {
    /// The scale.
    pub scale: Scale,
    /// The rating to count from, as of the new oil: 1b, pass, L2.5.
    pub from: String,
    /// The rating to count to.
    pub to: String,
}

/// A scale of ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scale {
    /// Copper strip, ASTM D130: 1a to 4c.
    Copper,
    /// Rust, ASTM D665: pass, light, moderate, severe.
    Rust,
    /// Colour, ASTM D1500: 0.5 to 8.0 in halves.
    Colour,
}

fn number(text: &str) -> Result<f64, String> {
    let wanted = || format!("\"{text}\" is not a number; expected one such as 46.2, with a decimal point");
    f64::from_str(text.trim()).ok().filter(|number| number.is_finite()).ok_or_else(wanted)
}

fn count(text: &str) -> Result<Count, String> {
    match text.trim() {
        "-" => Ok(Count::NotCounted),
        "*" => Ok(Count::TooMany),
        text => number(text).map(Count::Of),
    }
}

fn point(text: &str) -> Result<(f64, f64), String> {
    let (celsius, kv) =
        text.split_once(':').ok_or_else(|| format!("\"{text}\": expected temperature:viscosity, as 50:30.1"))?;
    Ok((number(celsius)?, number(kv)?))
}
