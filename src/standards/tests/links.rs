//! Faults between files, and of files that are not tables.

use super::faults::{check, faults_of};

const GRADES: &str = "grades/gb-11121.csv";
const ALARMS: &str = "alarms/hydraulic.csv";

#[test]
fn nothing_stands_twice() {
    let twice = (
        "house alarm hydraulic,,,,fe,",
        "house alarm hydraulic,,,,fe,,,mg/kg,change_at_most,,30,,caution,,,page,single\nhouse alarm hydraulic,,,,fe,",
    );
    check(ALARMS, twice.0, twice.1, "alarms/hydraulic.csv:7: the same limit stands already in alarms/hydraulic.csv:6");
    check(
        "properties.csv",
        "kv_100c,",
        "kv_40c,viscosity,oil,number,ν40,V,V,V,mm2/s,both,2,1,5000\nkv_100c,",
        "properties.csv:3:1 \"id\": the property stands already in properties.csv:2",
    );
    check(
        "documents.toml",
        "[[document]]\nid = \"house",
        "[[document]]\nid = \"GB 11118.1\"\nedition = \"2011\"\ntitle = \"t\"\nkind = \"grade\"\n\
         precedence = \"published\"\nsource = \"s\"\nprovenance = \"single\"\n[[document]]\nid = \"house",
        "documents.toml:66:6 \"id\": the edition stands already in documents.toml:40:1",
    );
    check("units.csv", "cSt|mm²/s", "cSt|PPM", "units.csv:4:5 \"spellings\": \"ppm\" is a spelling of \"mm2/s\" too");
    check(
        "customary-units.csv",
        "fe,mg/kg,book,recalled",
        "kv_40c,mm2/s,book,recalled",
        "customary-units.csv:3:1 \"property\": the property stands already in customary-units.csv:2; one with two units \
         has no customary one",
    );
    check(
        "customary-units.csv",
        "fe,mg/kg",
        "fe,mm2/s",
        "customary-units.csv:3:2 \"unit\": \"mm2/s\" does not convert into the property's unit \"mg/kg\"",
    );
    check(
        "headings.csv",
        "Customer,en,@customer,,",
        "fe  (PPM),en,water,,",
        "headings.csv:4:1 \"heading\": \"fe  (PPM)\" means something else in headings.csv:2",
    );
    check(
        "words.csv",
        "N,en,absent",
        "TRACE,en,light",
        "words.csv:4:1 \"word\": \"TRACE\" has another meaning further up",
    );
    check("months.csv", "fi,Mar,3", "fi,MÄRZ,4", "months.csv:4:2 \"name\": \"MÄRZ\" is month 3 further up");
    check(
        "typical.csv",
        "flash_point_coc,428,[degF]",
        "kv_40c,46,mm2/s",
        "typical.csv:3: product and property are those of typical.csv:2",
    );
    check(
        "text/en.ftl",
        "value-not-detected =",
        "cause-C03 = x\n    .why = y\nvalue-not-detected =",
        "text/en.ftl:7 \"cause-C03\": the sentence is there twice",
    );
}

#[test]
fn documents_and_limits_belong_together() {
    check(
        "documents.toml",
        "\"GB 11121-2025\"",
        "\"GB 11121-2052\"",
        "documents.toml:23:17 \"superseded_by\": no document \"GB 11121-2052\" in this file, did you mean \"GB 11121-2025\"?",
    );
    check(
        GRADES,
        "GB 11121,2025",
        "GB 11121,2024",
        "documents.toml:28:1: the document GB 11121-2025 has no limits\ngrades/gb-11121.csv:6:1 \"document\": no document \"GB 11121-2024\" in documents.toml, did you mean \"GB 11121-2025\"?",
    );
    check(
        "documents.toml",
        "grades/gb-11121.csv",
        "grades/gb-1121.csv",
        "documents.toml:10:8 \"file\": no file \"grades/gb-1121.csv\" in the standards folder, did you mean \"grades/gb-11121.csv\"?\ngrades/gb-11121.csv:2:1 \"document\": the limits of this document belong in \"grades/gb-1121.csv\" by documents.toml",
    );
    check(
        "documents.toml",
        "title = \"Hydraulic oils\"",
        "title = \"Hydraulic oils\"\nnot_entered = true",
        "documents.toml:40:1: the document GB 11118.1-2011 has limits, and not_entered says that it has none",
    );
    check("documents.toml", "kind = \"alarm\"", "kind = \"grade\"", &(2..=6).map(|row| format!("alarms/hydraulic.csv:{row}:1 \"document\": the document's kind in documents.toml is not that of this folder")).collect::<Vec<_>>().join("\n"));
}

#[test]
fn dates_must_be_readable_and_in_order() {
    check(
        "documents.toml",
        "\"2026-07-01\"",
        "\"July 2026\"",
        "documents.toml:22:17 \"superseded_on\": \"July 2026\" is not a date of the form 2026-07-01",
    );
    check(
        "documents.toml",
        "\"2026-07-01\"",
        "\"2006-07-01\"",
        "documents.toml:22:17 \"superseded_on\": the dates are inverted: superseded on 2006-07-01, in force from 2007-01-01",
    );
    check(
        "documents.toml",
        "verified_on = 2026-01-15\n",
        "",
        "documents.toml:62:15 \"verified_by\": verified_by needs verified_on",
    );
}

#[test]
fn toml_keys_are_known_and_of_the_right_type() {
    check(
        "documents.toml",
        "title = \"Hydraulic oils\"",
        "titel = \"Hydraulic oils\"",
        "documents.toml:40:1: title is missing\ndocuments.toml:43:1 \"titel\": unknown key, did you mean \"title\"?",
    );
    check(
        "causes/C03.toml",
        "decisive = true",
        "decisive = \"yes\"",
        "causes/C03.toml:17:12 \"decisive\": decisive must be true or false, and is of type string",
    );
    check(
        "causes/C03.toml",
        "steps = 2",
        "steps = 2, stepz = 3",
        "causes/C03.toml:18:77 \"stepz\": unknown key, did you mean \"steps\"?",
    );
    check(
        "labs/acme.toml",
        "delimiter = \"tab\"",
        "delimiter = \"tabs\"",
        "labs/acme.toml:3:13 \"delimiter\": unknown delimiter \"tabs\", did you mean \"tab\"?",
    );
    check(
        "labs/acme.toml",
        "position = 1",
        "position = 3",
        "labs/acme.toml:29:12 \"position\": position is 0, 1 or 2, of an ISO 4406 code, without unit",
    );
    check(
        "labs/acme.toml",
        "%d-%b-%y",
        "%d-%q",
        "labs/acme.toml:5:16 \"date_formats\": \"%d-%q\": a date has no part %q",
    );
    check("labs/acme.toml", "= 3 }", "= 13 }", "labs/acme.toml:7:33 \"MÄRZ\": \"13\" is not a month, 1 to 12");
    check(
        "labs/acme.toml",
        "lab = \"Acme\"",
        "labor = \"Acme\"",
        "labs/acme.toml:8:23 \"labor\": unknown context field \"labor\"",
    );
}

#[test]
fn a_layout_that_no_file_can_have_is_named() {
    let acme =
        |from: &str, to: &str, fault: &str| check("labs/acme.toml", from, to, &format!("labs/acme.toml:{fault}"));
    acme(
        "\"latin1\"",
        "\"latin-one\"",
        "13:12 \"encoding\": \"latin-one\" is not an encoding; write utf-8, windows-1252, gb18030, euc-kr or the like",
    );
    acme("heading_row = 2", "heading_row = 0", "15:15 \"heading_row\": rows are counted from 1");
    acme("\"wide\"", "\"wide-\"", "16:8 \"form\": unknown form \"wide-\", did you mean \"wide\"?");
    acme(
        "optional = true",
        "optional = 1",
        "33:12 \"optional\": optional must be true or false, and is of type integer",
    );
    acme(
        "context = \"oil_hours\"",
        "context = \"note\"",
        "37:13 \"unit_from\": only oil_hours, machine_hours, top_up_l, sump_l can have a column that says the unit",
    );
}

#[test]
fn toml_that_is_broken_is_named_at_each_break() {
    check(
        "causes/C03.toml",
        "axis = \"contamination\"",
        "axis = contamination",
        "causes/C03.toml:3:8: cannot be read as TOML: string values must be quoted, expected literal string",
    );
}

#[test]
fn a_step_at_one_size_names_a_size_of_the_code() {
    let step = "signal = \"steps_up\", property = \"cleanliness_iso4406\", steps = 2";
    let expected = "causes/C03.toml:18:84 \"size\": size must be 4, 6 or 14";
    check("causes/C03.toml", step, &format!("{step}, size = 10"), expected);
}

#[test]
fn a_cause_has_evidence_and_words() {
    check(
        "causes/C03.toml",
        "[[required]]",
        "[[supporting]]",
        "causes/C03.toml:1:1: a cause needs [[required]] evidence",
    );
    check("text/en.ftl", "    .why = Water over its limit.\n", "", "causes/C03.toml: text/en.ftl has no cause-C03.why");
    check("text/en.ftl", "cause-C03 =", "cause-C04 =", "causes/C03.toml: text/en.ftl has no cause-C03");
    check(
        "causes/C03.toml",
        "id = \"C03\"",
        "id = \"C04\"",
        "causes/C03.toml: text/en.ftl has no cause-C04\ncauses/C03.toml:1:6 \"id\": the id is \"C04\" and the file is named \"C03\"",
    );
    check(
        "causes/C03.toml",
        "level = 500, unit = \"mg/kg\"",
        "level = 500, unit = \"mg/L\"",
        "causes/C03.toml:11:132 \"unit\": \"mg/L\" does not convert into the property's unit \"%{m/m}\"",
    );
}

#[test]
fn sentences_must_have_the_form_of_fluent() {
    check(
        "text/zh.ftl",
        "counted = {$count}",
        "counted = {$count",
        "text/zh.ftl:4:18: not a sentence of Fluent: Expected a token starting with \"}\"",
    );
}

#[test]
fn ten_faults_in_as_many_files_are_all_listed_with_their_places() {
    let faults = faults_of(&[
        ("properties.csv", "mg/kg,up", "mg/kg,upp"),
        ("units.csv", "0.0001,0", "0.0001,zero"),
        ("headings.csv", ",water,,GB/T 260", ",watr,,GB/T 260"),
        ("words.csv", "N,en,absent,single", "N,en,absent"),
        ("documents.toml", "precedence = \"generic\"", "precedense = \"generic\""),
        (GRADES, "9.3,12.5", "12.5,9.3"),
        ("in-service/nb-sh-t-0599.csv", "page,recalled", ",recalled"),
        ("drain.csv", ",clean,", ",cleen,"),
        ("causes/C03.toml", "[[required]]", "[[requird]]"),
        ("text/en.ftl", "counted = { $count ->", "counted = { $count"),
    ]);
    let expected = "\
        causes/C03.toml:1:1: a cause needs [[required]] evidence\n\
        causes/C03.toml:10:3 \"requird\": unknown key, did you mean \"required\"?\n\
        documents.toml:65:1: precedence is missing\n\
        documents.toml:69:1 \"precedense\": unknown key, did you mean \"precedence\"?\n\
        drain.csv:2:3 \"role\": unknown role \"cleen\", did you mean \"clean\"?\n\
        grades/gb-11121.csv:5:11 \"high\": the range is inverted: 9.3 is less than 12.5\n\
        headings.csv:3:3 \"property\": unknown property \"watr\", did you mean \"water\"?\n\
        in-service/nb-sh-t-0599.csv:3:16 \"source\": source is missing\n\
        properties.csv:5:10 \"worse\": unknown worse \"upp\", did you mean \"up\"?\n\
        text/en.ftl:9:5: not a sentence of Fluent: Expected a token starting with \"}\"\n\
        units.csv:4:4 \"offset\": \"zero\" is not a number\n\
        words.csv:4: the row has 3 cells and there are 4 headings\n";
    assert_eq!(faults, expected);
}
