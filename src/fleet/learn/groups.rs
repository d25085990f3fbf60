//! The tree of groups, and which branch teaches which limit.
//!
//! A group that is too small for a property learns from its parent, the group without the last key, and so on up to
//! the first key. Only what some group learns from becomes a limit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::PropertyId;

use super::candidate::{Candidate, LeftOut};
use super::derive::WhyNone;
use super::key::{Key, Name, Written};
use super::lesson::{Lesson, Teacher};

/// All that was learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The smallest groups, in the order of their names.
    pub groups: Vec<Group>,
    /// The lessons that some group uses, in the order of groups and properties; each becomes limits.
    pub lessons: Vec<(Vec<Written>, Lesson)>,
    /// Samples of oil in service.
    pub samples: usize,
    /// Machines.
    pub machines: usize,
    /// Samples of which nothing teaches.
    pub left_out: BTreeMap<LeftOut, usize>,
}

/// One of the smallest groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What its samples have in common.
    pub names: Vec<Written>,
    /// Its samples, those left out included.
    pub samples: usize,
    /// Its machines.
    pub machines: usize,
    /// What it learnt, property by property.
    pub properties: Vec<OfProperty>,
}

/// What a group learnt about a property.
#[derive(Debug, Clone, PartialEq)]
pub struct OfProperty {
    /// Which property.
    pub property: PropertyId,
    /// The lesson, as an index into [`Course::lessons`], and how many keys up it was learnt; or why there is none, at
    /// the group itself.
    pub lesson: Result<(usize, usize), WhyNone>,
    /// Results of the group itself that did not teach because a limit in force alarms them.
    pub alarmed: usize,
}

/// The path of a group in the tree.
type Path = Vec<Name>;

/// Lets a fleet teach.
#[must_use]
pub fn learn(candidates: &[&Candidate<'_>], teacher: &Teacher<'_>) -> Course {
    let mut nodes: BTreeMap<Path, Vec<&Candidate<'_>>> = BTreeMap::new();
    let mut leaves: BTreeSet<Path> = BTreeSet::new();
    let mut spelling: BTreeMap<Name, Arc<str>> = BTreeMap::new();
    for candidate in candidates {
        let path: Path = candidate.names.iter().map(|(name, _)| name.clone()).collect();
        for (name, written) in &candidate.names {
            spelling.entry(name.clone()).or_insert_with(|| written.clone());
        }
        for length in 1..=path.len() {
            nodes.entry(path.iter().take(length).cloned().collect()).or_default().push(candidate);
        }
        if !path.is_empty() {
            leaves.insert(path);
        }
    }
    let written = |path: &[Name]| -> Vec<Written> {
        let of = |name: &Name| (name.clone(), spelling.get(name).cloned().unwrap_or_else(|| Arc::from("")));
        path.iter().map(of).collect()
    };
    let mut school = School { teacher, nodes: &nodes, known: BTreeMap::new() };
    let mut lessons: Vec<(Vec<Written>, Lesson)> = Vec::new();
    let mut places: BTreeMap<(Path, PropertyId), usize> = BTreeMap::new();
    let mut groups = Vec::new();
    for path in leaves {
        let own = nodes.get(&path).map_or(&[][..], Vec::as_slice);
        let measured = own.iter().flat_map(|one| one.sample.measurements.iter().map(|result| result.property));
        let asked: BTreeSet<PropertyId> = measured.filter(|property| teacher.can_learn(*property)).collect();
        let mut properties = Vec::new();
        for property in asked {
            let (at, found) = school.nearest(&path, property);
            let alarmed = own.iter().filter(|one| one.left_out.is_none() && one.alarmed.contains(&property)).count();
            let lesson = found.map(|lesson| {
                let place = places.entry((at.clone(), property)).or_insert_with(|| {
                    lessons.push((written(&at), lesson));
                    lessons.len() - 1
                });
                (*place, path.len() - at.len())
            });
            properties.push(OfProperty { property, lesson, alarmed });
        }
        groups.push(Group { names: written(&path), samples: own.len(), machines: machines(own), properties });
    }
    judged_by_parents(&mut groups, &lessons);
    let mut left_out = BTreeMap::new();
    for why in candidates.iter().filter_map(|one| one.left_out) {
        *left_out.entry(why).or_default() += 1;
    }
    Course { groups, lessons, samples: candidates.len(), machines: machines(candidates), left_out }
}

/// A group that has nothing of its own is judged by what an ancestor taught another group: the limit is in the folder.
fn judged_by_parents(groups: &mut [Group], lessons: &[(Vec<Written>, Lesson)]) {
    for group in groups {
        for of in group.properties.iter_mut().filter(|of| of.lesson.is_err()) {
            let fits = |(_, (names, lesson)): &(usize, &(Vec<Written>, Lesson))| {
                lesson.property == of.property
                    && lesson.oil.is_none()
                    && names.iter().zip(&group.names).all(|(a, b)| a.0 == b.0)
                    && names.len() <= group.names.len()
            };
            let nearest = lessons.iter().enumerate().filter(fits).max_by_key(|(_, (names, _))| names.len());
            if let Some((place, (names, _))) = nearest {
                of.lesson = Ok((place, group.names.len() - names.len()));
            }
        }
    }
}

fn machines(group: &[&Candidate<'_>]) -> usize {
    group.iter().map(|one| one.machine).collect::<BTreeSet<_>>().len()
}

/// The lessons of all nodes that were asked, each learnt once.
struct School<'x, 'a> {
    teacher: &'x Teacher<'x>,
    nodes: &'x BTreeMap<Path, Vec<&'x Candidate<'a>>>,
    known: BTreeMap<(Path, PropertyId), Result<Lesson, WhyNone>>,
}

impl School<'_, '_> {
    /// The lesson of a group or of its nearest ancestor that has one; else why the group itself has none.
    fn nearest(&mut self, path: &[Name], property: PropertyId) -> (Path, Result<Lesson, WhyNone>) {
        let mut first = None;
        for length in (1..=path.len()).rev() {
            let at: Path = path.iter().take(length).cloned().collect();
            match self.lesson(&at, property) {
                Ok(lesson) => return (at, Ok(lesson)),
                Err(why) => first = first.or(Some(why)),
            }
            // Enough results that say nothing are an answer; a larger and more mixed group is no better one.
            if !matches!(first, Some(WhyNone::TooFew(_) | WhyNone::Alarmed(_) | WhyNone::TooFewMachines(_))) {
                break;
            }
        }
        (path.to_vec(), Err(first.unwrap_or(WhyNone::TooFew(0))))
    }

    fn lesson(&mut self, at: &Path, property: PropertyId) -> Result<Lesson, WhyNone> {
        if let Some(known) = self.known.get(&(at.clone(), property)) {
            return known.clone();
        }
        let group = self.nodes.get(at).map_or(&[][..], Vec::as_slice);
        let has_oil = at.iter().any(|name| matches!(name, Name::Product(_) | Name::Grade(_)));
        let lesson = self.teacher.lesson(group, property, has_oil);
        self.known.insert((at.clone(), property), lesson.clone());
        lesson
    }
}

/// The keys of a group, for people: `final_drive · Compartment 422`.
#[must_use]
pub fn group_name(names: &[Written]) -> String {
    names.iter().map(|(_, written)| &**written).collect::<Vec<_>>().join(" · ")
}

/// The words of keys, for people.
#[must_use]
pub fn key_names(keys: &[Key]) -> String {
    keys.iter().map(|key| key.id()).collect::<Vec<_>>().join(", ")
}
