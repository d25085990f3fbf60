//! Viscosity: index, temperature, Saybolt seconds, change.

use crate::domain::{
    OutOfRange, Procedure, Provenance, VISCOSITY_INDEX_TABLE_END, WaltherLine, change_percent, change_scatter_percent,
    viscosity_index,
};
use crate::history::Precisions;
use crate::standards::method::OilState;
use crate::standards::{Standards, kinematic_of_saybolt, saybolt_of_kinematic};

use super::CalcError;
use super::answer::{Answer, Fact, FactValue};
use super::args::{ChangeArgs, SusArgs, ViArgs, ViscosityArgs};

const KV: &str = "mm2/s";

/// No oil in use lies beyond; a slip of the pen does. Millimetres squared per second at 40 °C.
const LIKELY_KV: std::ops::RangeInclusive<f64> = 1.0..=10_000.0;

pub(super) fn index(args: &ViArgs) -> Result<Answer, CalcError> {
    let found = viscosity_index(args.v40, args.v100)?;
    let procedure = if found.procedure == Procedure::A { "A" } else { "B" };
    let mut warnings = unlikely(args.v40);
    let formula = if args.v100 > VISCOSITY_INDEX_TABLE_END {
        warnings.push(format!("above {VISCOSITY_INDEX_TABLE_END} mm2/s at 100 °C the practice has no table; L and H are from its equations"));
        "equations for L and H"
    } else {
        "table of L and H, linear interpolation"
    };
    if found.exact < 0.0 {
        warnings.push("the index is negative; it is reported so".to_owned());
    }
    Ok(Answer {
        calculation: "vi",
        inputs: vec![
            Fact::given("kv_40c", "viscosity at 40 °C", args.v40, KV),
            Fact::given("kv_100c", "viscosity at 100 °C", args.v100, KV),
        ],
        results: vec![
            Fact::new("viscosity_index", "viscosity index", FactValue::Number(found.reported(), 0), ""),
            Fact::new("exact", "not rounded", FactValue::Number(found.exact, 2), ""),
            Fact::text("procedure", "procedure", procedure),
            Fact::new("l", "L", FactValue::Significant(found.low), KV),
            Fact::new("h", "H", FactValue::Significant(found.high), KV),
        ],
        source: vec![format!(
            "ASTM D2270 (ISO 2909, GB/T 1995), procedure {procedure}; {formula}; halves rounded to even (ASTM E29)"
        )],
        provenance: Provenance::Confirmed,
        warnings,
    })
}

pub(super) fn at_temperature(args: &ViscosityArgs) -> Result<Answer, CalcError> {
    let named = [(40.0, args.v40), (100.0, args.v100)];
    let named = named.into_iter().filter_map(|(celsius, kv)| Some((celsius, kv?)));
    let points: Vec<(f64, f64)> = named.chain(args.point.iter().copied()).collect();
    let [one, other] = points.as_slice() else {
        let says = format!(
            "two points of temperature and viscosity are needed (--v40, --v100, --point 50:30.1), and {} given",
            if points.len() == 1 { "one is".to_owned() } else { format!("{} are", points.len()) }
        );
        return Err(CalcError::input(says));
    };
    let line = WaltherLine::through(*one, *other)?;
    let kv = line.viscosity_at(args.at)?;
    let mut warnings = Vec::new();
    if line.is_extrapolated(args.at) {
        let (low, high) = line.measured;
        warnings.push(format!(
            "{} °C lies outside of the measured {low} to {high} °C: an extrapolation informs and proves nothing, least of \
             all below the cloud or pour point",
            args.at
        ));
    }
    if points.iter().any(|(_, kv)| *kv < 2.0) || kv < 2.0 {
        warnings.push("below 2 mm2/s the short form of the equation is an approximation".to_owned());
    }
    let given = |(celsius, kv): &(f64, f64)| {
        Fact::given(&format!("kv_{celsius}c"), &format!("viscosity at {celsius} °C"), *kv, KV)
    };
    Ok(Answer {
        calculation: "viscosity",
        inputs: points.iter().map(given).chain([Fact::given("at", "temperature", args.at, "Cel")]).collect(),
        results: vec![
            Fact::new("viscosity", &format!("viscosity at {} °C", args.at), FactValue::Significant(kv), KV),
            Fact::new("a", "A", FactValue::Number(line.a, 5), ""),
            Fact::new("b", "B", FactValue::Number(line.b, 5), ""),
        ],
        source: vec!["ASTM D341, log log Z = A - B log T, short form of Z".to_owned()],
        provenance: Provenance::Single,
        warnings,
    })
}

pub(super) fn saybolt(args: &SusArgs) -> Result<Answer, CalcError> {
    if !(-50.0..=350.0).contains(&args.at) {
        return Err(OutOfRange::new("temperature, °C,", args.at, "oils are measured at -50 to 350 °C").into());
    }
    let (input, result) = if let Some(kv) = args.kv {
        let needs = "ASTM D2161 begins at 1.81 mm2/s, which is 32.0 seconds";
        let found = saybolt_of_kinematic(kv, args.at).ok_or_else(|| OutOfRange::new("viscosity, mm2/s,", kv, needs))?;
        let result = Fact::new("saybolt", "Saybolt universal viscosity", FactValue::Number(found, 1), "[SUS]");
        (Fact::given("kv", "viscosity", kv, KV), result)
    } else {
        let seconds = args.seconds.unwrap_or(f64::NAN);
        let needs = "ASTM D2161 begins at 32.0 seconds, which is 1.81 mm2/s";
        let beyond = || OutOfRange::new("Saybolt seconds", seconds, needs);
        let found = kinematic_of_saybolt(seconds, args.at).ok_or_else(beyond)?;
        let result = Fact::new("kv", "viscosity", FactValue::Significant(found), KV);
        (Fact::given("saybolt", "Saybolt universal viscosity", seconds, "[SUS]"), result)
    };
    Ok(Answer {
        calculation: "sus",
        inputs: vec![input, Fact::given("at", "temperature", args.at, "Cel")],
        results: vec![result],
        source: vec![
            "ASTM D2161, equation for Saybolt universal seconds with its factor for the temperature".to_owned(),
        ],
        provenance: Provenance::Recalled,
        warnings: Vec::new(),
    })
}

pub(super) fn change(args: &ChangeArgs, standards: &Standards) -> Result<Answer, CalcError> {
    let percent = change_percent(args.new, args.used)?;
    let mut results = vec![
        Fact::new("change_percent", "change", FactValue::Number(percent, 2), "%"),
        Fact::new("difference", "difference", FactValue::Significant(args.used - args.new), ""),
        Fact::new("percent_of_new", "of new", FactValue::Number(percent + 100.0, 2), "%"),
    ];
    let mut warnings = Vec::new();
    let mut provenance = Provenance::Confirmed;
    let mut source = vec!["100 (used - new) / new".to_owned()];
    if let Some(id) = &args.property {
        let property = standards.find_property(id.trim()).ok_or_else(|| {
            CalcError::input(format!("no property has the id \"{id}\"; `lubelab standards show kv_40c` shows one"))
        })?;
        match Precisions::new(standards).reproducibility(property, args.new, OilState::Used) {
            Some(r) => {
                let scatter = change_scatter_percent(args.new, r)?;
                results.push(Fact::new(
                    "scatter_percent",
                    "reproducibility of the change",
                    FactValue::Number(scatter, 2),
                    "%",
                ));
                results.push(Fact::new(
                    "beyond_scatter",
                    "more than the method scatters",
                    FactValue::Truth(percent.abs() > scatter),
                    "",
                ));
                let rows =
                    standards.precision.iter().filter(|row| row.property == property && row.reproducibility.is_some());
                provenance = rows.map(|row| row.provenance).min().unwrap_or(provenance);
                source.push("100 R / new, R of used oil from methods.csv".to_owned());
            }
            None => warnings.push(format!("no reproducibility is known for {}", id.trim())),
        }
    }
    Ok(Answer {
        calculation: "change",
        inputs: vec![Fact::given("new", "new", args.new, ""), Fact::given("used", "used", args.used, "")],
        results,
        source,
        provenance,
        warnings,
    })
}

fn unlikely(kv_40c: f64) -> Vec<String> {
    if LIKELY_KV.contains(&kv_40c) {
        return Vec::new();
    }
    vec![format!("{kv_40c} mm2/s at 40 °C is no usual oil; is the unit right?")]
}
