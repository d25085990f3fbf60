//! What oil added between two samples does to the levels in it, and what they would be without it.
//!
//! Oil that is lost takes metal along and oil that is added brings none, so a level can stand still while the machine
//! wears. The mass balance of a sump of V litres that loses and is given M litres an hour of an oil of level N is
//! dC/dt = W/V − (M/V) (C − N), so that between two samples W = V (C1 − C0)/(t1 − t0) + M ((C0 + C1)/2 − N), for a
//! density near 1 kg/L (general knowledge; ASTM D4378 asks for additions to be accounted for). The corrected level takes
//! up what left with the oil: each step of it is (C1 − C0) + m/V ((C0 + C1)/2 − N), with m the litres added. Taking the
//! mean of both ends is off by less than (m/V)²/12 of the step, about two in a hundred at half a sump. Oil that burns
//! leaves its metal behind: there the correction says too much.
//!
//! Nothing is substituted for a censored value: it is carried as the range that it can lie in.

mod level;
mod rate;
#[cfg(test)]
mod tests;

pub use level::Brought;
pub use rate::WearRate;

use crate::domain::Sample;

use super::PointHistory;
use super::life::OilLife;

/// How much is known of the oil added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MakeUpState {
    /// Every form says that nothing was added.
    NoneRecorded,
    /// Every form says how much was added, and how much the sump holds is known.
    Known,
    /// Some forms do not say, or the sump was not yet known.
    PartlyKnown,
    /// No form says, or litres were added to a sump of unknown size.
    Unknown,
}

impl MakeUpState {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoneRecorded => "none_recorded",
            Self::Known => "known",
            Self::PartlyKnown => "partly_known",
            Self::Unknown => "unknown",
        }
    }

    /// True if the forms leave nothing open.
    #[must_use]
    pub const fn is_recorded(self) -> bool {
        matches!(self, Self::NoneRecorded | Self::Known)
    }
}

/// The oil added in an oil life, after its first sample and up to one sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MakeUp {
    /// How much is known.
    pub state: MakeUpState,
    /// Litres added, as far as the forms say.
    pub litres: f64,
    /// The same as a share of the sump, as far as both are known.
    pub share: f64,
    /// Litres in the sump, as last stated.
    pub sump_l: Option<f64>,
}

/// One form: litres added since the sample before, and the sump as last stated.
#[derive(Debug, Clone, Copy, PartialEq)]
struct TopUp {
    sample: usize,
    litres: Option<f64>,
    sump_l: Option<f64>,
}

impl TopUp {
    fn share(self) -> Option<f64> {
        match self.litres? {
            litres if litres <= 0.0 => Some(0.0),
            litres => self.sump_l.map(|sump| litres / sump),
        }
    }
}

/// What the forms of an oil life say of oil added, in time order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TopUps {
    forms: Vec<TopUp>,
}

impl TopUps {
    /// Takes the forms of a life's samples. `before` are the point's samples up to the life, of which the last stated
    /// sump counts.
    pub(super) fn new<'a>(before: &[&Sample], life: impl Iterator<Item = (usize, &'a Sample)>) -> Self {
        let stated = |sample: &Sample| sample.sump_l.filter(|litres| *litres > 0.0);
        let mut sump_l = before.iter().rev().find_map(|sample| stated(sample));
        let forms = life.map(|(index, sample)| {
            sump_l = stated(sample).or(sump_l);
            TopUp { sample: index, litres: sample.top_up_l, sump_l }
        });
        Self { forms: forms.collect() }
    }

    /// The forms after one sample, up to and with another.
    fn between(&self, after: usize, up_to: usize) -> &[TopUp] {
        let start = self.forms.partition_point(|form| form.sample <= after);
        let end = self.forms.partition_point(|form| form.sample <= up_to);
        self.forms.get(start..end).unwrap_or_default()
    }

    /// What the forms after the life's first sample say, up to and with a sample; `None` for the first sample itself.
    #[must_use]
    pub fn make_up(&self, up_to: usize) -> Option<MakeUp> {
        let first = self.forms.first()?.sample;
        made_up(self.between(first, up_to))
    }

    /// True if any oil was added, as far as the forms up to a sample say, and its share of the sump is known.
    #[must_use]
    pub fn has_any(&self, up_to: usize) -> bool {
        self.forms.iter().skip(1).any(|form| form.sample <= up_to && form.share().is_some_and(|share| share > 0.0))
    }
}

/// Shares of the sump added, as far as known.
fn share_of(forms: &[TopUp]) -> f64 {
    forms.iter().filter_map(|form| form.share()).sum()
}

/// What some forms say together; `None` without a form.
fn made_up(forms: &[TopUp]) -> Option<MakeUp> {
    let sump_l = forms.last()?.sump_l;
    let said = forms.iter().filter(|form| form.litres.is_some()).count();
    let known = forms.iter().filter(|form| form.share().is_some()).count();
    let litres: f64 = forms.iter().filter_map(|form| form.litres).sum();
    let state = if known == 0 {
        MakeUpState::Unknown
    } else if known < forms.len() || said < forms.len() {
        MakeUpState::PartlyKnown
    } else if litres > 0.0 {
        MakeUpState::Known
    } else {
        MakeUpState::NoneRecorded
    };
    Some(MakeUp { state, litres, share: share_of(forms), sump_l })
}

impl PointHistory<'_> {
    /// What is known of the oil added in a sample's life up to it; `None` for new oil and for a life's first sample.
    #[must_use]
    pub fn make_up(&self, sample: usize) -> Option<MakeUp> {
        let life = self.lives.get(self.life_of(sample)?)?;
        self.top_ups(life).make_up(sample)
    }

    /// What the forms of a life say of oil added.
    #[must_use]
    pub fn top_ups(&self, life: &OilLife) -> TopUps {
        let first = life.samples.first().copied().unwrap_or_default();
        let samples = life.samples.iter().filter_map(|index| Some((*index, *self.samples.get(*index)?)));
        TopUps::new(self.samples.get(..first).unwrap_or_default(), samples)
    }
}
