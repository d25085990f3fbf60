//! The text of the tiny folder.

pub(super) const TINY: &[(&str, &str)] = &[
    (
        "properties.csv",
        "id,group,axis,kind,symbol,name_en,name_zh,name_ko,unit,worse,decimals,plausible_min,plausible_max\n\
         kv_40c,viscosity,oil,number,ν40,Viscosity at 40 °C,40℃运动粘度,동점도(40℃),mm2/s,both,2,1,5000\n\
         kv_100c,viscosity,oil,number,ν100,Viscosity at 100 °C,100℃运动粘度,동점도(100℃),mm2/s,both,2,1,1000\n\
         water,contamination,contamination,number,,Water,水分,수분,%{m/m},up,2,0,100\n\
         fe,wear,machine,number,Fe,Iron,铁,철,mg/kg,up,0,0,100000\n\
         cleanliness_iso4406,cleanliness,contamination,iso4406,,Cleanliness,清洁度,청정도,{code},up,0,,\n\
         copper_corrosion,performance,oil,copper,,Copper strip,铜片腐蚀,동판부식,{class},up,0,,\n\
         appearance,physical,oil,rating,,Appearance,外观,외관,{rating},up,0,,\n\
         flash_point_coc,physical,oil,number,,Flash point,闪点,인화점,Cel,down,0,0,400\n",
    ),
    (
        "units.csv",
        "unit,dimension,factor,offset,spellings\n\
         mm2/s,kinematic_viscosity,1,0,cSt|mm²/s\n\
         %{m/m},mass_fraction,1,0,wt%|% m/m\n\
         mg/kg,mass_fraction,0.0001,0,ppm\n\
         mg/L,mass_concentration,1,0,\n\
         %,percent,1,0,\n\
         {code},code,1,0,\n\
         {class},class,1,0,\n\
         {rating},rating,1,0,\n\
         Cel,temperature,1,0,°C|ºC\n\
         [degF],temperature,0.5555555555555556,-17.77777777777778,°F\n",
    ),
    ("customary-units.csv", "property,unit,source,provenance\nkv_40c,mm2/s,book,single\nfe,mg/kg,book,recalled\n"),
    (
        "headings.csv",
        "heading,language,property,unit,method\n\
         Fe (ppm),en,fe,mg/kg,\n\
         水分,zh,water,,GB/T 260\n\
         Customer,en,@customer,,\n",
    ),
    (
        "words.csv",
        "word,language,means,confidence\n-,any,not_tested,single\ntrace,en,trace,single\nN,en,absent,single\n",
    ),
    ("labels.csv", "label,language,means\nAverages,en,average_row\nnew oil,en,new_anywhere\n"),
    ("months.csv", "language,name,month\nen,March,3\nde,März,3\nfi,Mar,3\n"),
    (
        "methods.csv",
        "id,equivalents,property,oil,unit,repeat_factor,repeat_shift,repeat_power,repro_factor,repro_shift,repro_power,\
         valid_min,valid_max,note,source,provenance\n\
         ASTM D445,ISO 3104;GB/T 265,kv_40c,used,mm2/s,0.000233,0,1.722,0.000594,0,1.722,,,,book,recalled\n\
         ASTM D6304,,water,any,mg/kg,0.08852,0,0.7,0.5243,0,0.7,10,25000,,book,single\n",
    ),
    (
        "documents.toml",
        r#"[[document]]
id = "GB 11121"
edition = "1995"
title = "Petrol engine oils"
kind = "grade"
family = "engine_petrol"
precedence = "published"
superseded_on = 2007-01-01
superseded_by = "GB 11121-2006"
file = "grades/gb-11121.csv"
source = "catalogue"
provenance = "single"

[[document]]
id = "GB 11121"
edition = "2006"
title = "Petrol engine oils"
kind = "grade"
family = "engine_petrol"
precedence = "published"
in_force_from = 2007-01-01
superseded_on = "2026-07-01"
superseded_by = "GB 11121-2025"
file = "grades/gb-11121.csv"
source = "catalogue"
provenance = "single"

[[document]]
id = "GB 11121"
edition = "2025"
title = "Petrol engine oils"
kind = "grade"
family = "engine_petrol"
precedence = "published"
in_force_from = 2026-07-01
file = "grades/gb-11121.csv"
source = "catalogue"
provenance = "single"

[[document]]
id = "GB 11118.1"
edition = "2011"
title = "Hydraulic oils"
kind = "grade"
family = "hydraulic"
precedence = "published"
in_force_from = 2012-02-01
source = "catalogue"
provenance = "single"

[[document]]
id = "NB/SH/T 0599"
edition = "2013"
title = "When L-HM oil must be changed"
kind = "in_service"
precedence = "published"
for_grades = ["L-HM"]
machine_types = ["hydraulic"]
rule = "any_one"
source = "catalogue"
provenance = "single"
verified_by = "A. Chemist"
verified_on = 2026-01-15

[[document]]
id = "house alarm hydraulic"
title = "Warning limits of hydraulic systems"
kind = "alarm"
precedence = "generic"
machine_types = ["hydraulic"]
source = "house"
provenance = "recalled"
"#,
    ),
    (
        "grades/gb-11121.csv",
        "document,edition,grades,machine_types,property,condition,method,unit,compare,low,high,code,severity,recall,note,source,provenance\n\
         GB 11121,1995,SF 40,,kv_100c,,GB/T 265,mm2/s,within_below,12.5,16.3,,abnormal,firm,,memory,recalled\n\
         GB 11121,2006,SF 40,,kv_100c,,GB/T 265,mm2/s,within_below,12.5,16.3,,abnormal,firm,,memory,recalled\n\
         GB 11121,2006,SF 40,,flash_point_coc,,GB/T 3536,Cel,at_least,225,,,abnormal,fair,,memory,recalled\n\
         GB 11121,2006,SF 10W-30,,kv_100c,,GB/T 265,mm2/s,within_below,9.3,12.5,,abnormal,weak,,memory,recalled\n\
         GB 11121,2025,SF 40,,kv_100c,,GB/T 265,mm2/s,within_below,12.5,16.3,,abnormal,,,page,single\n",
    ),
    (
        "grades/gb-11118.1.csv",
        "document,edition,grades,machine_types,property,condition,method,unit,compare,low,high,code,severity,recall,note,source,provenance\n\
         GB 11118.1,2011,L-HM 46 high-pressure,,kv_40c,,,mm2/s,within,41.4,50.6,,abnormal,,,page,single\n\
         GB 11118.1,2011,L-HM 46 high-pressure,,copper_corrosion,\"100 °C,\n3 h\",,{class},class_at_most,,,1b,abnormal,,,page,single\n\
         GB 11118.1,2011,L-HM 46 normal,,kv_40c,,,mm2/s,within,41.4,50.6,,abnormal,,,page,single\n\
         GB 11118.1,2011,L-HM 46 normal,,appearance,,,{rating},pass,,,,abnormal,,,page,single\n\
         GB 11118.1,2011,L-HM 68 normal,,cleanliness_iso4406,,,{code},report,,,,normal,,,page,single\n",
    ),
    (
        "in-service/nb-sh-t-0599.csv",
        "document,edition,grades,machine_types,property,condition,method,unit,compare,low,high,code,severity,recall,note,source,provenance\n\
         NB/SH/T 0599,2013,L-HM 46;L-HM 68,,kv_40c,,,%,change_within_percent,-10,10,,abnormal,,,page,single\n\
         NB/SH/T 0599,2013,,,water,,GB/T 260,%{m/m},at_most,,0.1,,abnormal,,,page,recalled\n",
    ),
    (
        "alarms/hydraulic.csv",
        "document,edition,grades,machine_types,property,condition,method,unit,compare,low,high,code,severity,recall,note,source,provenance\n\
         house alarm hydraulic,,,hydraulic;pump,water,,,mg/kg,at_most,,500,,caution,,,page,single\n\
         house alarm hydraulic,,,,water,by volume,,mg/L,at_most,,600,,caution,,,page,single\n\
         house alarm hydraulic,,,,cleanliness_iso4406,,,{code},code_at_most,,,-/18/15,caution,,,page,single\n\
         house alarm hydraulic,,,,flash_point_coc,,,[degF],change_at_least,-36,,,caution,,,page,single\n\
         house alarm hydraulic,,,,fe,,,mg/kg,change_at_most,,20,,caution,,,page,single\n",
    ),
    (
        "cleanliness/iso4406.csv",
        "scale,above_per_ml,up_to_per_ml,other,note,source,provenance\n\
         0,0,0.01,,,page,confirmed\n1,0.01,0.02,,,page,confirmed\n>1,0.02,,,,memory,recalled\n",
    ),
    (
        "cleanliness/nas1638.csv",
        "class,from_um,to_um,per_100ml_max,other,note,source,provenance\n\
         00,5,15,125,,,page,confirmed\n00,15,,22,,,page,confirmed\n0,5,15,250,,,page,single\n0,15,,44,,,book,confirmed\n",
    ),
    (
        "cleanliness/as4059.csv",
        "class,table,size_code,from_um,to_um,per_100ml_max,other,note,source,provenance\n\
         00,differential,,6,14,125,,,page,single\n000,cumulative,A,4,,195,,,page,confirmed\n\
         00,cumulative,A,4,,390,,,page,confirmed\n",
    ),
    (
        "cleanliness/sizes.csv",
        "iso11171_um,acftd_um,note,source,provenance\n4,1,,page,confirmed\n6,5,,page,confirmed\n",
    ),
    ("ageing.csv", "property,model,source,provenance\nwater,straight,page,single\n"),
    ("drain.csv", "family,property,role,source,provenance\nhydraulic,water,clean,page,single\n"),
    (
        "intervals.csv",
        "machine_type,criticality,days,hours,source,provenance\nhydraulic,normal,90,500,page,single\nhydraulic,critical,30,,page,single\n",
    ),
    (
        "products.csv",
        "product,aliases,family,grade,note,source,provenance\nExample Hydro 46,Ex. Hydro 46,hydraulic,L-HM 46 normal,,invented,single\n",
    ),
    (
        "typical.csv",
        "product,property,value,unit,source,provenance\n\
         Example Hydro 46,kv_40c,46.3,mm2/s,invented,single\n\
         Example Hydro 46,flash_point_coc,428,[degF],invented,single\n\
         Example Hydro 46,water,50,mg/kg,invented,single\n",
    ),
    (
        "causes/C03.toml",
        r#"id = "C03"
group = "contamination"
axis = "contamination"
machines = []
severity = "caution"
provenance = "confirmed"
source = ["https://example.org"]
urgency_days = { caution = 30, abnormal = 7 }

[[required]]
any = [ { signal = "over", property = "water", at_least = "caution" }, { signal = "above", property = "water", level = 500, unit = "mg/kg" } ]
[[supporting]]
any = [ { signal = "rated_at_least", property = "appearance", rating = "hazy" } ]
[[supporting]]
any = [ { signal = "rise_ratio", of = "fe", to = "water", low = 0.5 }, { signal = "noted", words = ["Milky"] } ]
[[excluding]]
decisive = true
any = [ { signal = "steps_up", property = "cleanliness_iso4406", steps = 2 }, { signal = "topped_up" } ]
[[worse]]
severity = "abnormal"
any = [ { signal = "under_reference", property = "flash_point_coc", by = 36, unit = "[degF]" } ]
"#,
    ),
    (
        "labs/acme.toml",
        r#"title = "Acme laboratory, export of 2024"
signature = ["Sample No", "Fe"]
delimiter = "tab"
decimal = ","
date_formats = ["%d.%m.%Y", "%d-%b-%y"]
century_pivot = 50
months = { Januar = 1, "MÄRZ" = 3 }
constants = { lab = "Acme" }
ignore = { "Barcode" = "the laboratory's own" }
words = { "N" = "absent" }
component_types = { "HYD" = "hydraulic" }
grades = { "46" = "L-HM 46" }
encoding = "latin1"
sheet = "Results"
heading_row = 2
form = "wide"

[[column]]
heading = "Sample No"
context = "sample_id"
prefix = "A "
[[column]]
heading = "Fe"
property = "fe"
unit = "mg/kg"
[[column]]
heading = "ISO6"
property = "cleanliness_iso4406"
position = 1
[[column]]
heading = "Look"
property = "appearance"
optional = true
[[column]]
heading = "Oil age"
context = "oil_hours"
unit_from = "Oil age unit"
"#,
    ),
    (
        "text/en.ftl",
        "value-not-detected = not detected\n\
         value-rating-hazy = hazy\n\
         list-separator = {\", \"}\n\
         list-last-separator = {\" and \"}\n\
         cause-C03 = Water is getting in\n\
         \x20\x20\x20\x20.action = Look at the cooler.\n\
         \x20\x20\x20\x20.why = Water over its limit.\n\
         counted = { $count ->\n\
         \x20\x20\x20\x20[one] one sample\n\
         \x20\x20\x20*[other] { $count } samples\n\
         }\n\
         over-limit = { $property } is { $value }, over { $limit }; see { $others }.\n\
         only-english = on { $day }: { $said }\n",
    ),
    (
        "text/zh.ftl",
        "value-not-detected = 未检出\nlist-separator = 、\nlist-last-separator = 和\ncounted = {$count}个样品\n",
    ),
];
