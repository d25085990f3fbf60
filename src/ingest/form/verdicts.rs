//! The laboratory's verdicts on single results, in one text for the sample.

/// The verdict that all share; else the one that most have, and of each other one what it is on.
#[must_use]
pub fn in_one(verdicts: &[(&str, &str)]) -> Option<String> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for (subject, verdict) in verdicts {
        match groups.iter_mut().find(|(known, _)| known == verdict) {
            Some((_, subjects)) => subjects.push(subject),
            None => groups.push((verdict, vec![subject])),
        }
    }
    let most = groups.iter().position(|(_, subjects)| subjects.len() * 2 > verdicts.len());
    let common = most.map(|index| groups.remove(index).0.to_owned());
    let others = groups.into_iter().map(|(verdict, subjects)| format!("{verdict}: {}", subjects.join(", ")));
    let texts: Vec<String> = common.into_iter().chain(others).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_told_with_what_they_are_on() {
        let told = |verdicts: &[(&str, &str)]| in_one(verdicts).unwrap_or_default();
        assert_eq!(told(&[]), "");
        assert_eq!(told(&[("Fe", "Normal"), ("Cu", "Normal")]), "Normal");
        assert_eq!(told(&[("Fe", "Alert"), ("Cu", "Normal"), ("Si", "Normal")]), "Normal; Alert: Fe");
        assert_eq!(told(&[("Fe", "Alert"), ("Cu", "Caution")]), "Alert: Fe; Caution: Cu");
    }
}
