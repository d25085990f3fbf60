//! Faults of the tables that turn particle counts into codes and classes.

use super::faults::check;

const ISO: &str = "cleanliness/iso4406.csv";
const NAS: &str = "cleanliness/nas1638.csv";
const AS4059: &str = "cleanliness/as4059.csv";

#[test]
fn scale_numbers_have_no_gap_and_one_open_end() {
    check(
        ISO,
        "1,0.01,0.02",
        "1,0.011,0.02",
        "cleanliness/iso4406.csv:3:2 \"above_per_ml\": a scale number begins where the one before ends, at 0.01",
    );
    check(
        ISO,
        "1,0.01,0.02",
        "2,0.01,0.02",
        "cleanliness/iso4406.csv:3:1 \"scale\": scale numbers stand in order; 1 is the next",
    );
    check(
        ISO,
        ">1,0.02,",
        ">2,0.02,",
        "cleanliness/iso4406.csv:4:1 \"scale\": the row without an upper bound is \">1\"",
    );
    check(
        ISO,
        "0,0,0.01",
        "0,0,-0.01",
        "cleanliness/iso4406.csv:2:3 \"up_to_per_ml\": the upper bound is not above the lower one, 0\n\
         cleanliness/iso4406.csv:3:2 \"above_per_ml\": a scale number begins where the one before ends, at -0.01",
    );
}

#[test]
fn classes_have_the_same_sizes_and_grow() {
    check(
        NAS,
        "0,15,,44",
        "0,15,,21",
        "cleanliness/nas1638.csv:5:4 \"per_100ml_max\": a dirtier class allows fewer particles than the one before it, 22",
    );
    check(
        NAS,
        "0,15,,44",
        "0,25,,44",
        "cleanliness/nas1638.csv:4:1 \"class\": the class has not the same sizes as the one before it",
    );
    check(
        NAS,
        "0,15,,44",
        "0,5,15,44",
        "cleanliness/nas1638.csv:4:1 \"class\": the class has not the same sizes as the one before it\n\
         cleanliness/nas1638.csv:5: class and size are those of cleanliness/nas1638.csv:4",
    );
    check(
        NAS,
        "0,5,15,250,,,page,single\n0,15,,44",
        "1,5,15,250,,,page,single\n1,15,,44",
        "cleanliness/nas1638.csv:4:1 \"class\": classes follow each other without a gap; one before this is missing",
    );
    check(
        NAS,
        "00,5,15,125",
        "oo,5,15,125",
        "cleanliness/nas1638.csv:2:1 \"class\": \"oo\" is no class; expected 000, 00, 0, 1 ... 12\n\
         cleanliness/nas1638.csv:4:1 \"class\": the class has not the same sizes as the one before it",
    );
    check(
        NAS,
        "00,5,15,125",
        "00,5,4,125",
        "cleanliness/nas1638.csv:2:3 \"to_um\": the band ends before it begins\n\
         cleanliness/nas1638.csv:4:1 \"class\": the class has not the same sizes as the one before it",
    );
    check(
        NAS,
        "00,5,15,125",
        "00,5,15,-1",
        "cleanliness/nas1638.csv:2:4 \"per_100ml_max\": per_100ml_max is a number from 0 upward\n\
         cleanliness/nas1638.csv:4:1 \"class\": the class has not the same sizes as the one before it",
    );
}

#[test]
fn a_table_and_a_size_code_are_words_of_a_list() {
    check(
        AS4059,
        "000,cumulative",
        "000,cumulativ",
        "cleanliness/as4059.csv:3:2 \"table\": unknown table \"cumulativ\", did you mean \"cumulative\"?",
    );
    check(
        AS4059,
        "cumulative,A",
        "cumulative,G",
        "cleanliness/as4059.csv:3:3 \"size_code\": a size code is one letter, A to F",
    );
    check("cleanliness/sizes.csv", "6,5,", "3,5,", "cleanliness/sizes.csv:3: sizes stand in order, smallest first");
}
