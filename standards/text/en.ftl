### Every sentence that a report can contain, in English. Numbers and units arrive already written.

## values and lists

value-not-detected = not detected
value-rating-absent = absent
value-rating-trace = trace
value-rating-light = light
value-rating-moderate = moderate
value-rating-heavy = heavy
value-rating-present = present
value-rating-pass = pass
value-rating-light_fail = light fail
value-rating-moderate_fail = moderate fail
value-rating-severe_fail = severe fail
value-rating-fail = fail
value-rating-clear = clear
value-rating-hazy = hazy
value-rating-cloudy = cloudy
value-rating-normal = normal
value-rating-abnormal = abnormal
list-separator = {", "}
list-last-separator = {" and "}

## Words of tables and headings

severity-normal = Normal
severity-caution = Caution
severity-abnormal = Abnormal
severity-critical = Critical
severity-no_verdict = No verdict

axis-oil = Oil condition
axis-contamination = Contamination
axis-machine = Machine wear

provenance-recalled = Limit not yet confirmed against the printed standard
provenance-single = Limit from one source
provenance-confirmed = Limit from two independent sources or seen in the printed standard

outcome-pass = Pass
outcome-fail = Fail
outcome-near_pass = Inside, close to the limit
outcome-near_fail = Outside, not certain
outcome-undecided = Undecided
outcome-no_limit = No limit
outcome-not_tested = Not tested
outcome-not_comparable = Not comparable

state-within = Within limits
state-flagged = Outside a limit
state-no_limit = No limit
state-not_tested = Not tested

confidence-low = low
confidence-medium = medium
confidence-high = high

# Kinds of finding
kind-off_grade = Off grade
kind-over_limit = Limit reached
kind-rising = Trend
kind-cause = Cause
kind-drain = Oil change
kind-quality = Doubtful result
kind-schedule = Sampling schedule
kind-lot = Delivery lot

# Kinds of sample
kind-new = New oil
kind-in_service = In service
kind-reference = Reference oil

machine-hydraulic = Hydraulic system
machine-gear = Gear unit
machine-worm_gear = Worm gear unit
machine-wind_gear = Wind turbine gearbox
machine-steam_turbine = Steam turbine
machine-gas_turbine = Gas turbine
machine-hydro_turbine = Water turbine
machine-compressor = Compressor
machine-engine_petrol = Petrol engine
machine-engine_diesel = Diesel engine
machine-engine_gas = Gas engine
machine-transmission = Transmission
machine-final_drive = Final drive
machine-bearing = Bearing oil system
machine-pump = Pump
machine-other = Other machine

group-viscosity = Viscosity
group-condition = Ageing of the oil
group-additive = Additive elements
group-wear = Wear metals and debris
group-contamination = Contaminants
group-cleanliness = Cleanliness
group-physical = Physical properties
group-performance = Performance tests

document-grade = New-oil specification
document-in_service = Limits for oil in service
document-alarm = Warning limits for the machine

precedence-customer = Agreed with the customer
precedence-maker = Set by the machine maker
precedence-fleet = Learnt from the fleet
precedence-published = Published standard
precedence-generic = Generic table

## findings: samples of one laboratory run side by side

proof-swap-differs = { $property } is { $value }; the earlier samples of this machine had { $earlier }.
proof-swap-like = The oil fits the earlier samples of { $other }, tested in the same run, in all { $count } results by which oils are told apart.
proof-swap-like-others = The oil fits the earlier samples of another customer's machine, tested in the same run, in all { $count } results by which oils are told apart. The laboratory knows which.
proof-swap-reverse = The bottle labelled { $other }, { $sample }, fits the earlier samples of this machine.
proof-swap-reverse-others = The bottle labelled as that machine's fits the earlier samples of this one.
proof-swap-alike = { $count ->
    [one] One more machine of the run holds an oil like it.
   *[other] { $count } more machines of the run hold an oil like it.
    }
proof-swap-one-way = No bottle of the run looks like this machine's oil, as it would after two labels were exchanged. An oil change that nobody wrote down looks the same.
proof-swap-changed = The form reports another oil charge since the sample before.
proof-swap-topped-up = The form reports { $litres } L topped up since the sample before.
proof-shift-up = { $property }: { $moved } of { $machines } machines at { $sites } sites, all tested on { $day }, are above their own lines; the middle one by { $middle } times the scatter.
proof-shift-down = { $property }: { $moved } of { $machines } machines at { $sites } sites, all tested on { $day }, are below their own lines; the middle one by { $middle } times the scatter.
proof-check-1-3s = { $property } of the check sample tested on { $day } is { $value }; the middle of its { $count } earlier results is { $middle } (rule 1-3s).
proof-check-2of3-2s = { $property } of the check sample tested on { $day } is { $value }; the middle of its { $count } earlier results is { $middle }, and it is not the first on that side (rule 2of3-2s).
proof-carry-element = { $property } is { $value }, { $more } more than the earlier samples of this machine.
proof-carry-share = That is { $percent } % of what the bottle before it in the tray holds of each: { $sample }, { $other }.
proof-carry-share-others = That is { $percent } % of what the bottle before it in the tray holds of each. It is another customer's; the laboratory knows which.
proof-duplicate = All results equal those of { $other }, { $sample }; { $count } of them are numbers that chance does not repeat.
proof-duplicate-others = All results equal those of another customer's bottle; { $count } of them are numbers that chance does not repeat. The laboratory knows which.

# For the laboratory alone: these name machines of several customers.
batch-swap-pair = { $machine } ({ $sample }) looks like the history of { $other }, and { $other } ({ $others }) like that of { $machine }.
batch-swap-one = { $machine } ({ $sample }) looks like the history of { $other }; no bottle shows the reverse.
batch-carry-over = { $machine } ({ $sample }) shows { $percent } % of { $other } ({ $others }), the bottle before it: { $elements }.
batch-duplicate = The same results stand in several rows, { $count } numbers and none that differs: { $bottles }.

## findings: limits, trends, drain, quality, choice of documents

# Limits, in words. Stand after "limit:".
proof-bound-at-most = at most { $high }
proof-bound-below = below { $high }
proof-bound-at-least = at least { $low }
proof-bound-above = above { $low }
proof-bound-within = { $low } to { $high }
proof-bound-within-below = { $low } to below { $high }
proof-bound-class = { $code } or better
proof-bound-rise-percent = a rise of at most { $high } % over the new oil
proof-bound-change-percent = a change of { $low } % to +{ $high } % from the new oil
proof-bound-change-at-most = a rise of at most { $high } over the new oil
proof-bound-change-below = a rise of less than { $high } over the new oil
proof-bound-change-at-least = a change of no less than { $low } from the new oil
proof-bound-percent-of-new = at least { $low } % of the new oil
proof-bound-pass = must pass
proof-bound-trace = a trace at most
proof-bound-none = none
proof-bound-report = no limit, to be reported
proof-bound-as-written = { $limit }

# Evidence.
proof-over = { $property }: { $value }; limit: { $bound } ({ $document }).
proof-over-near = { $property }: { $value }; limit: { $bound } ({ $document }). The method cannot tell the two apart, so a repeat decides.
proof-over-change = { $property }: { $value }, { $reference } in the new oil; limit: { $bound } ({ $document }).
proof-over-change-near = { $property }: { $value }, { $reference } in the new oil; limit: { $bound } ({ $document }). The method cannot tell the two apart, so a repeat decides.
proof-guarded = { $property }: { $value }; limit: { $bound } ({ $document }). Inside, but within the guard band, so it is not accepted.
proof-guarded-change = { $property }: { $value }, { $reference } in the new oil; limit: { $bound } ({ $document }). Inside, but within the guard band, so it is not accepted.
proof-over-unconfirmed = { $property }: { $value }; limit: { $bound } ({ $document }). This limit is not yet confirmed against the printed standard.
proof-rises = { $property } has risen to { $value } from { $start } since { $since }, by more than the { $scatter } that two tests can differ by.
proof-rises-own-scatter = { $property } has risen to { $value } from { $start } since { $since }, by more than the { $scatter } that earlier results of this oil scatter by; the precision of the method is not known.
proof-falls = { $property } has fallen to { $value } from { $start } since { $since }, by more than the { $scatter } that two tests can differ by.
proof-falls-own-scatter = { $property } has fallen to { $value } from { $start } since { $since }, by more than the { $scatter } that earlier results of this oil scatter by; the precision of the method is not known.
proof-flat = { $property } is steady at { $value }; it began at { $start }, and the difference is within the scatter of the test.
proof-under-reporting-limit = { $property } is { $value }, below what the laboratory can report.
proof-above-level = { $property } is { $value }, over the { $level } from which it counts as a sign.
proof-within = { $property }: { $value }, inside its limits: { $bound }.
proof-once-above = { $property } was { $value } on { $day }, over the { $level } from which it counts as a sign.
proof-reaches-level = { $property } is { $value }; from { $level } on it counts as a sign.
proof-below-level = { $property } is { $value }, low: it would count as a sign from { $level } on.
proof-over-new = { $property } is { $value }, up from { $reference } in the new oil.
proof-over-new-below = { $property } is { $value }, up from less than { $reference } in the new oil.
proof-under-new = { $property } is { $value }, down from { $reference } in the new oil.
proof-near-new = { $property } is { $value }, close to the { $reference } of the new oil.
proof-near-new-below = { $property } is { $value }, and below { $reference } in the new oil.
proof-rise-ratio = { $property } rose by { $rise } and { $other } by { $other-rise }, a proportion of { $times } to 1.
proof-rise-ratio-less = { $property } rose by { $rise } and { $other } by { $other-rise }, a proportion of 1 to { $times }.
proof-ratio = { $property } is { $value } and { $other } { $other-value }, a proportion of { $times } to 1.
proof-ratio-less = { $property } is { $value } and { $other } { $other-value }, a proportion of 1 to { $times }.
proof-rated = { $property }: { $value }.
proof-steps-up = { $property }: { $value }, after { $best } earlier in this oil.
proof-machine-hours = The machine has run only { $hours } h.
proof-oil-hours = The oil has run only { $hours } h.
proof-topped-up = { $litres } L were topped up since the previous sample.
proof-described = The machine or oil is called "{ $name }".
proof-noted = The note with the sample mentions "{ $words }".
proof-jumped-up = { $property } jumped to { $value } from { $previous } in the sample before, by more than the { $scatter } that two tests can differ by.
proof-jumped-down = { $property } dropped to { $value } from { $previous } in the sample before, by more than the { $scatter } that two tests can differ by.
proof-steps-down = { $property }: { $value }, after { $previous } in the sample before.
proof-in-new-oil = { $property }: the new oil holds { $reference } of it.
proof-as-in-new = { $property } is { $value }; the new oil holds { $reference }, and two tests can differ by { $scatter }.
proof-within-scatter = { $property } went to { $value } from { $previous }; two tests of one oil can differ by { $scatter }.
proof-filter-changes = { $count ->
    [one] The filter has been changed once.
   *[other] The filter has been changed { $count } times.
}
proof-form-lacks-oil-hours = The form does not say how long the oil has run; { $count ->
    [one] an earlier form
   *[other] { $count } earlier forms
} did.
proof-form-lacks-machine-hours = The form does not say how long the machine has run; { $count ->
    [one] an earlier form
   *[other] { $count } earlier forms
} did.
proof-form-lacks-oil = The form does not say what oil it is; { $count ->
    [one] an earlier form
   *[other] { $count } earlier forms
} did.
proof-machine-hours-fell = The form says { $hours } machine hours; on { $on } it said { $previous }.
proof-oil-change-found = The additives are back at the level of the new oil and the wear metals are down, in this sample and in the one before. No form tells of a change; a new oil life is taken to begin with this sample.
proof-thinned = { $litres } L were topped up in this oil life, { $share } % of the sump. With what left the sump added back, { $property } would stand at { $corrected } instead of { $value }.
proof-thinned-partly = At least { $litres } L were topped up in this oil life, { $share } % of the sump; some forms do not say. With what left the sump added back, { $property } would stand at { $corrected } instead of { $value }.
proof-thinned-rises = Corrected so, { $property } has risen to { $corrected } from { $start }, by more than the { $scatter } that two tests can differ by.
proof-thinned-falls = Corrected so, { $property } has fallen to { $corrected } from { $start }, by more than the { $scatter } that two tests can differ by.
proof-thinned-half-way = Corrected so, { $property } has gone more than half of the way to { $level }; limit: { $bound } ({ $document }).
proof-thinned-still = { $litres } L were topped up in this oil life. With what left and what was brought allowed for, { $property } does not move this way.
proof-make-up-unknown = The forms do not say how much oil was topped up, so the true rate is not known: one step less sure.
proof-make-up-partly = Some forms do not say how much oil was topped up, so the true rate is not known: one step less sure.
proof-off-own-line = { $property } is { $value }. This machine's results before { $since } lead to { $expected } here and had their middle at { $before }; from both it differs by more than the { $scatter } that two tests can differ by.
proof-off-own-line-own-scatter = { $property } is { $value }. This machine's results before { $since } lead to { $expected } here and had their middle at { $before }; from both it differs by more than the { $scatter } that those results scatter by; the precision of the method is not known.
proof-drift = Since { $since } the results add up, each by little, to more than chance explains (CUSUM, k = 0.5, h = 5; both sides watched: h = 6).
proof-step = Two results in a row lay more than { $times } standard deviations off that line.
proof-rate-rose = { $property } went to { $value } from { $before } in { $hours } h; with what left with the oil it rose by { $rise }, more than two tests can differ by.
proof-rate-fleet-product = The middle of { $rates } rates of { $machines } other machines of this kind with the same oil is { $middle } in 1,000 h; normal ends at { $upper } (three robust standard deviations of the logarithm, and 95 of 100 rates).
proof-rate-fleet-grade = The middle of { $rates } rates of { $machines } other machines of this kind with oil of the same grade is { $middle } in 1,000 h; normal ends at { $upper } (three robust standard deviations of the logarithm, and 95 of 100 rates).
proof-limit-soon = { $property } at { $value } will pass { $level } before the next usual sample; limit: { $bound } ({ $document }).
proof-limit-half-way = { $property } at { $value } has gone more than half of the way to { $level }; limit: { $bound } ({ $document }).
proof-code-rises = The code { $value } rises with particle size; larger particles cannot outnumber all particles.
proof-code-counts = The code is { $value }, but the counts make { $counted }.
proof-index = The index is stated as { $value }; the viscosities { $at40 } at 40 °C and { $at100 } at 100 °C make { $computed }, and their precision explains { $scatter } points.
proof-class = { $property } is { $value }: { $real }. The declared { $declared } reaches from { $low } to { $high }.
proof-class-has = By its viscosity the oil is { $real }.
proof-class-between = By its viscosity the oil has no class: it lies between { $below } and { $above }.
proof-class-new-oil = { $property } of the new oil: { $value }.
proof-class-first = { $property } has been there since the first sample of this oil.
proof-class-step = { $property } went from { $before } to { $after } between two samples; an ageing oil does not.
proof-sampled-after-received = Sampled on { $sampled }, but received on { $received }.

# Findings.
finding-over-limit = { $property }: { $value }; limit: { $bound } ({ $document })
finding-over-limit-since = { $property }: { $value }, outside since { $since }; limit: { $bound } ({ $document })
finding-over-limit-overruled = { $property }: { $value }, outside { $document } ({ $bound }), but inside the limit agreed for this machine
finding-over-limit-action-oil = Resample to confirm, then plan the oil change; look for heat, air or water that ages the oil.
finding-over-limit-action-dry-first = Dry the oil, then repeat this test: water alone spoils it. Plan an oil change only if the dry oil fails too.
finding-over-limit-action-oil-watch = Take the next sample at half the usual interval and watch this property.
finding-over-limit-action-contamination = Find and stop the way in first. Then dry or filter the oil, or change it where that does not help, and sample again.
finding-over-limit-action-contamination-watch = Check breather, seals, cooler and top-up practice; take the next sample at half the usual interval.
finding-over-limit-action-machine = Resample at once; if it is confirmed, inspect the parts that this metal comes from before replacing the oil.
finding-over-limit-action-machine-watch = Take the next sample at half the usual interval; keep filters and magnetic plugs for inspection.
finding-over-limit-action-overruled = None; the limit agreed for this machine decides.
finding-off-grade = New oil does not meet { $grade } of { $document }: { $properties }
finding-off-grade-unconfirmed = New oil may not meet { $grade } of { $document }: { $properties }; the limit is not yet confirmed against the printed standard
finding-off-grade-near = New oil is too close to the limits of { $grade } of { $document } to be accepted or rejected: { $properties }
finding-off-grade-action-near = Test the retained sample again before accepting or rejecting the delivery.
finding-off-grade-action = Do not fill it into a machine. Keep the delivery apart, test the retained sample again, and inform the supplier.
finding-off-grade-action-lot = Do not fill lot { $lot } into a machine. Keep the lot apart, test the retained sample again, inform the supplier, and check where the lot has gone.
finding-off-grade-action-unconfirmed = Check the limit in the printed standard before accepting or rejecting the delivery.
finding-class-new = Declared as { $declared }, but the viscosity is that of { $real }: wrong oil or exchanged samples
finding-class-new-action = Do not fill it into a machine. Compare the label on the drum with the delivery note, test the retained sample, and look for a sample of the same day that has the viscosity of { $declared }.
finding-class-used = Declared as { $declared }, but the viscosity is that of { $real }: wrong oil filled or exchanged samples
finding-class-used-action = Sample again from the same point before the oil is changed. Ask what was filled, and look for a sample of the same day that has the viscosity of { $declared }.
finding-class-form = Declared as { $declared }, but the new oil too has the viscosity of { $real }: the form names the wrong grade
finding-class-form-action = Ask which grade the machine needs and correct the form. If it needs { $declared }, the wrong oil is in use.
finding-rising = { $property } has been rising since { $since }, from { $start } to { $value }, and nears its limit
finding-falling = { $property } has been falling since { $since }, from { $start } to { $value }, and nears its limit
finding-thinned-rising = { $property } stands at { $value } only because oil was topped up; allowing for it, it has risen from { $start } to { $corrected }
finding-thinned-falling = { $property } stands at { $value } only because oil was topped up; allowing for it, it has fallen from { $start } to { $corrected }
finding-thinned-action = Judge this machine by the corrected level: find where the oil goes, record every top-up, and take the next sample no later than usual.
finding-drift-up = { $property } has been creeping up since { $since }: { $value }, where the machine's own earlier results lead to { $expected }
finding-drift-down = { $property } has been creeping down since { $since }: { $value }, where the machine's own earlier results lead to { $expected }
finding-step-up = { $property } stepped up on { $since } and stayed: { $value }, where the machine's own earlier results lead to { $expected }
finding-step-down = { $property } stepped down on { $since } and stayed: { $value }, where the machine's own earlier results lead to { $expected }
finding-own-trend-action = No limit is reached. Ask what changed at that time (load, temperature, filter, top-up oil, the way of sampling), and take the next sample at half the usual interval.
finding-rate = { $property } rises by { $rate } in 1,000 h, faster than in like machines, where normal ends at { $upper }
finding-rate-action = Compare load, filter and running hours with the sister machines, and take the next sample at half the usual interval.
finding-rate-action-both = Level and rate are both out of the ordinary: resample at once, and inspect the parts that this metal comes from.
finding-rising-action = Take the next sample no later than usual and prepare for the limit to be reached.
finding-drain-due = The oil is due for its change: { $property } is outside its limit
finding-drain-due-action = Change the oil at the next stop, and take a sample of the new charge after a day of running.
finding-drain-due-action-confirm = Take a second sample to confirm, and plan the oil change.
finding-drain-confirm = { $property } is outside the limit at which the oil is changed, so far on one sample and by one test
finding-drain-confirm-action = Sample again from the same point within days, before the oil is changed. Change it if the second result is outside too.
finding-drain-soon = Plan the oil change: { $property } will reach its limit between { $earliest } and { $latest }
finding-drain-soon-open = Plan the oil change: { $property } may reach its limit from { $earliest } on
finding-drain-soon-hours = Plan the oil change: { $property } may reach its limit after another { $hours } h
finding-drain-soon-action = Have oil and filter at hand, set a date for the change inside the window, and sample once more before it.
finding-drain-extend = The oil may run on to { $hours } h instead of the { $planned } h of the last charge
finding-drain-extend-action = Extend by this one step only, keep to the sampling interval, and go back to the old interval at the first warning. The maker's warranty terms come first.

# When the oil is due.
drain-no-rules = No rule is known for what condemns this kind of oil.
drain-not-judged = There was no limit for what decides on a change: { $properties }.
drain-few-results = { $count ->
    [0] No result of this oil can be forecast yet
    [one] One result of this oil is no basis for a forecast
   *[other] { $count } results of this oil are no basis for a forecast
 }; { $needed } are needed.
drain-by-calendar = Oil hours are not recorded, so the forecast counts calendar days. It holds only while the machine runs as much as before, and is less sure.
drain-to-confirm = That is one sample and one test. The oil is not called due before a second sample or another test agrees.
drain-make-up-unknown = The sheets do not say how much oil was added. New oil can hide the ageing of a turbine oil for years, so no remaining life is stated.
drain-make-up-open = The sheets do not say how much oil was added. If it was much, the oil ages faster than its results show.
drain-changed-in-part = With the sample of { $date }, { $share } % of the oil was new: a change in part. Only results since then count.
drain-extend-planned = The last charge was changed at { $planned } h; this one has run { $age } h.
drain-extend-test = { $property } is { $value } and has kept inside its limits in the last three samples.
drain-over = { $property }: { $value }, outside the limit at which the oil is changed.
drain-agrees = { $property } at { $value } agrees: it has reached its warning limit.
drain-with-another-alone = { $property }: { $value }, outside its limit. Alone it does not condemn the oil; another test must agree.
drain-wet = { $property }: { $value }. That would condemn a dry oil, but this oil is wet, and water alone spoils the test.
drain-clean = { $property } is { $value }: the oil needs cleaning or drying, which is no reason to change it.
drain-approaches = { $property } is { $value } and moves towards { $level }, at which the oil is changed.
drain-open-end = The end of the window is open: nothing is forecast further ahead than the { $hours } h that this oil has run.
drain-open-end-days = The end of the window is open: nothing is forecast further ahead than the { $days } days over which this oil has been sampled.
drain-far = { $property } is { $value } and moves towards { $level }, at which the oil is changed, but will not get there within the time that this oil has run. Nothing is forecast further ahead.
drain-none = Judged by { $properties }: no movement towards a limit beyond the scatter of the tests.

# Which documents judge.
spec-none = No specification is known for { $oil } in a machine of the kind "{ $machine }", so its results are shown without a verdict. To have it judged, name its grade, enter the product in standards/products.csv, or add limits as standards/README.md says ("How to").
spec-none-unnamed = No specification is known for an oil without product and grade in a machine of the kind "{ $machine }", so its results are shown without a verdict. To have it judged, name the product or the grade, or the kind of machine.
spec-none-no-grade = The sample names no grade, so new oil cannot be judged.
spec-none-new = No specification is known for "{ $grade }", so its results are shown without a verdict. To have it judged, name a grade that `lubelab standards list` shows, or add this one as standards/README.md says ("How to").
spec-grade-unknown = The grade "{ $grade }" is not known; only limits that do not depend on it judge.
spec-grade-unknown-near = The grade "{ $grade }" is not known (did you mean "{ $nearest }"?); only limits that do not depend on it judge.
spec-not-in-force = "{ $grade }" is known in { $editions }, but no edition that has it is known to have been in force on the day of sampling. To be judged all the same, name the edition before the grade: "EDITION / GRADE".
spec-not-in-edition = "{ $grade }" is not in { $document }, the edition asked for.
spec-not-yet = { $document } was asked for; it comes into force on { $date }, after the day of sampling.
spec-alarms-only = No oil-change standard is known for this oil; it is judged by warning limits for the kind of machine only.
spec-classes = "{ $grade }" leaves the class open ({ $classes }); only limits that are the same in all of them judge.
spec-superseded = { $document } was asked for; { $successor } has taken its place since { $date }.
spec-superseded-undated = { $document } was asked for; { $successor } has taken its place.
spec-superseded-twice = { $document } was asked for; { $successor } has taken its place since { $date }, and { $current } since { $since }.
spec-superseded-alone = { $document } was asked for; it is no longer in force.

# Why a result was not judged, or how sure the verdict is.
reason-unreadable = The result could not be read.
reason-no-unit = Nothing says the unit of the result, or it cannot be converted; the figure is kept and compared with nothing.
reason-other-unit = The limit is stated in a unit that this result cannot be converted to.
reason-kind = The result and the limit are of different kinds.
reason-no-reference = The limit is on the change from new oil, and no new-oil value is known.
reason-censored = The reporting limit of the result lies across the limit.
reason-limit-unconfirmed = The limit is not yet confirmed against the printed standard and does not fail an oil by itself.
reason-near = The result is closer to the limit than the method can tell.
reason-rounding-full = Compared as measured, { $value }; rounded to the digits of the limit it would be { $rounded }, and on the other side.
reason-rounding-limit = Compared as { $rounded }, rounded to the digits of the limit; as measured, { $value }, it is on the other side.
reason-other-method = The limit is stated for { $wanted }, the result was found by { $method }; the two are not known to agree.
reason-method-open = The limit is stated for { $wanted }. This property is tested by methods that do not agree, and the result does not say by which it was found.
reason-other-test = The limit is on { $property }; only { $other } was tested, and the one does not stand for the other.
reason-classes-differ = The classes that the grade's name leaves open differ here: { $classes }.

# What a verdict rests on.
why-pass = { $property }: { $value } meets the limit, { $bound }.
why-fail = { $property }: { $value } does not meet the limit, { $bound }.
why-near_pass = { $property }: { $value } meets the limit, { $bound }, but is closer to it than the method can tell.
why-near_fail = { $property }: { $value } does not meet the limit, { $bound }, but that is not certain.
why-pass-change = { $property }: { $value }, after { $reference } in the new oil, meets the limit, { $bound }.
why-fail-change = { $property }: { $value }, after { $reference } in the new oil, does not meet the limit, { $bound }.
why-near_pass-change = { $property }: { $value }, after { $reference } in the new oil, meets the limit, { $bound }, but is closer to it than the method can tell.
why-near_fail-change = { $property }: { $value }, after { $reference } in the new oil, does not meet the limit, { $bound }, but that is not certain.
why-undecided = { $property }: { $value } leaves open whether the limit is met, { $bound }.
why-not_comparable = { $property }: { $value } was not held against the limit, { $bound }.
why-not_comparable-no-value = { $property }: nothing was held against the limit, { $bound }.
why-not_tested = { $property }: not tested; the limit is { $bound }.
why-no_limit = { $property }: { $value }; { $bound }.
why-no_limit-no-value = { $property }: not tested; { $bound }.
why-limit = Limit of { $document }; seen in: { $source }.
why-limit-row = Limit of { $document }, { $row }; seen in: { $source }.
why-rule-simple = Decision rule: simple acceptance, the result { $rounding } against the bare limit.
why-rule-guard-band = Decision rule: guard band, the result { $rounding } passes only if it is inside by more than its expanded uncertainty (0.72 R).
why-rule-iso4259 = Decision rule: ISO 4259, the single result { $rounding } fails only if it is outside by more than 0.59 R.
why-rounding-full = as measured
why-rounding-limit = rounded to the digits of the limit
why-precision = Precision: R is { $reproducibility } at { $level } ({ $method }, { $oil }{ $trust }), so the method cannot tell within { $width } of the limit.
why-precision-both = Precision: R of result and new oil together is { $reproducibility } at { $level } ({ $method }, { $oil }{ $trust }), so the method cannot tell within { $width } of the limit.
why-precision-none = Precision: none applies to classes, codes, ratings and steps of a scale.
why-precision-unknown = Precision: R is not known for this test, so the bare limit decides.
why-precision-not-asked = Precision: not needed, nothing was decided.
why-precision-confirmed = {""}
why-precision-single = {""}
why-precision-recalled = , R not yet confirmed
why-oil-new = new oil
why-oil-used = used oil
why-oil-any = any oil
why-method-assumed = The result does not say its method; it is taken to be { $wanted } or one that agrees with it.
why-method-same = Tested by { $method }, which the limit is stated for ({ $wanted }) or which agrees with it.
why-trust-recalled = Trust: not yet confirmed against the printed standard.
why-trust-single = Trust: rests on one source.
why-trust-confirmed = Trust: confirmed by two sources or by the printed standard.
why-decides = It decides on { $property }.
why-overruled = { $document } goes before it and decides on { $property }.
why-outweighed = { $document } decides on { $property }.

# Doubtful results.
quality-code-rises = The cleanliness code contradicts itself
quality-code-rises-action = Count again; read the numbers in the order 4, 6, 14 µm.
quality-code-counts = The cleanliness code does not fit the particle counts
quality-code-counts-action = Check the counter's size channels and calibration, and report the code again.
quality-viscosity-index = The viscosity index does not fit the viscosities
quality-viscosity-index-action = Measure both viscosities again before the results are used.
quality-dates = The sample is dated after its arrival
quality-dates-action = Ask for the date of sampling.
quality-duplicate-results = Another bottle of the run has the very same results
quality-duplicate-results-action = Look up both bottles in the instrument's records and test both again: one result was written twice.
quality-carry-over = The sample before left traces in this result
quality-carry-over-action = Rinse the instrument, run a blank and test this sample again for the elements named.

## schedule: when the next sample is due

# The interval. $criticality is that of the machine; the row can be the one for normal machines, if it is sooner.
schedule-interval = { $machine }{ $criticality ->
        [critical] , critical:
       *[normal] :
    } a sample every { $days } days or { $hours } h, whichever comes first.
schedule-interval-days = { $machine }{ $criticality ->
        [critical] , critical:
       *[normal] :
    } a sample every { $days } days.
schedule-interval-hours = { $machine }{ $criticality ->
        [critical] , critical:
       *[normal] :
    } a sample every { $hours } h.
schedule-rate = This one runs { $rate } h a day, which makes { $hours } h { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
schedule-rate-unknown = The hours are not known well enough to tell how long { $hours } h take.
schedule-source = Interval, { $trust }: { $source }.
schedule-no-machine-type = No interval known: the machine type is not given.
schedule-no-interval = No interval known for this machine type ({ $machine }).
schedule-hours-only = The interval of this machine type ({ $machine }) is in hours, and the hours that it runs are not known.

# What shortens it
schedule-half = { $last ->
        [alarm] After the alarm of { $day } half of the interval
       *[caution] After the caution of { $day } half of the interval
    }, until three samples in a row are normal; so far { $count ->
        [0] none is
        [one] one is
       *[other] { $count } are
    }.
schedule-quarter = { $last ->
        [alarm] After the alarm of { $day } a quarter of the interval
       *[caution] An alarm was followed by a caution on { $day }: a quarter of the interval
    }, until three samples in a row are normal; so far { $count ->
        [0] none is
        [one] one is
       *[other] { $count } are
    }.
schedule-at-once = The sample of { $day } was { $severity }: the next one confirms it, at once.
schedule-changed = The oil was changed after that sample, so nothing is left to confirm in the old oil.
schedule-before-limit = { $property } can reach its limit from { $day } on; the next sample comes before that.

# The rule in short
schedule-rule-interval = usual interval
schedule-rule-after_caution = half the interval after a caution
schedule-rule-after_abnormal = a quarter of the interval after an alarm
schedule-rule-at_once = confirms an alarm
schedule-rule-before_limit = before the oil can reach its limit
schedule-rule-silent = { $rule }; no sample for { $days } days, does it still run?
schedule-follow-up = { $customer }: follow-up due by { $day } (last sample { $sample } of { $last })
schedule-follow-up-late = { $customer }: follow-up was due by { $day }, { $days ->
        [one] one day
       *[other] { $days } days
    } ago (last sample { $sample } of { $last })
schedule-ask-direct = { $customer }, our own supply
schedule-ask-dealer = { $customer }, through the dealer

# Overdue
schedule-overdue = The next sample was due on { $day } and is { $days ->
        [one] one day
       *[other] { $days } days
    } late
schedule-silent = No sample for { $days } days, more than three intervals.
schedule-overdue-action = Take a sample now.
schedule-overdue-action-confirm = Take the sample that confirms the last one now.
schedule-overdue-action-silent = Ask whether the machine still runs. If it does, take a sample now.

## Reports

# Pages and headings
report-title-overview = Oil analysis overview
report-title-customer = Oil analysis report
report-worst-first = Machines, worst first
report-customer = Customer
report-customers = Customers
report-no-customer = Customer not named
report-machine = Machine
report-machines = Machines
report-machine-type = Machine type
report-sample = Sample
report-samples = Samples
report-need-action = Need action
report-overall = Overall
report-state = State
report-finding = Main finding
report-findings = Findings
report-what-to-do = What to do
report-last-sample = Last sample
report-sampled-on = Sampled on
report-date = Date
report-period = Period
report-period-days = { $first } to { $last }
report-laboratory = Laboratory
report-as-of = As of
report-oil = Oil
report-grade = Grade
report-oil-hours = Hours on oil
report-machine-hours = Hours on machine
report-reference = New oil compared with
report-reference-measured = sample { $sample } of { $day }
report-reference-elsewhere = new oil of the same product, sampled { $day } outside this site
report-reference-stated = what the laboratory states of the new oil with sample { $sample }
report-reference-typical = typical data of { $product }
report-reference-midpoint = middle of { $grade } (viscosity only)
report-reference-none = none known
report-oil-changed = Oil changed after sampling
report-top-up = Top-up, L
report-note = Note
report-lab-verdict = Laboratory's own remark
report-oil-life = Oil life
report-oil-life-says = no. { $number }, since { $since }: { $start }
life-start-first_sample = first sample known
life-start-recorded_change = oil change on the form
life-start-hours_fell = the hours on the oil fell
life-start-product_changed = another product was filled
life-start-partly_changed = partial change, { $retained } % of the old oil stayed
life-start-found_by_results = additives back and metals down in two samples, though no form tells of a change
report-make-up = Topped up in this oil life
make-up-none_recorded = none
make-up-known = { $litres } L, { $share } % of the sump
make-up-partly_known = { $litres } L, { $share } % of the sump, on the forms that say; others do not, so what rests on a trend counts one step less sure
make-up-unknown = not known, so levels are not corrected for it and what rests on a trend counts one step less sure
report-corrected = { $property }, allowing for top-ups
report-yes = yes
report-hours = { $hours } h
report-back = Back to top

# Verdict in a sentence; a sampling point is a place on a machine from which oil is drawn
report-verdict-act = { $count ->
    [one] { $total ->
        [one] The sampling point needs action.
       *[other] { $count } of { $total } sampling points needs action.
        }
   *[other] { $count } of { $total } sampling points need action.
    }
report-verdict-watch = { $total ->
    [one] The sampling point needs no action, but should be watched.
   *[other] No sampling point needs action; { $count } of { $total } should be watched.
    }
report-verdict-unjudged = { $total ->
    [one] The sampling point could not be judged.
   *[other] Nothing found that needs action, but { $count } of { $total } sampling points could not be judged.
    }
report-verdict-good = { $total ->
    [one] The sampling point is normal.
   *[other] All { $total } sampling points are normal.
    }
report-no-samples = No samples were read. What was found in the files is listed under Problems.
report-nothing-found = No findings
report-nothing-judged = No verdict: no limit is known that could judge this oil or this machine.
report-nothing-to-do = Nothing to do. Keep to the sampling interval.
report-axes-not-judged = Without a verdict for lack of limits: { $axes }. Only the trend was watched.
report-due-now = at once
report-due-days = { $days ->
    [one] within { $days } day
   *[other] within { $days } days
    }

# Findings
report-evidence = Evidence
report-against = Speaks against it
report-to-confirm = Not ruled out, for want of a test
report-missing = Not tested
report-explains = Explained by this, not to be acted on
report-held = Hold this report. It must not go out before this is settled: { $reasons }.
report-on-hold = on hold, not final
report-batches = Laboratory runs
report-held-reports = Reports on hold
report-held-bottles = To be tested again
report-held-count = { $count ->
    [one] One report is on hold: its verdict is not final.
   *[other] { $count } reports are on hold: their verdicts are not final.
    }
report-held-group = { $count ->
    [one] 1 report
   *[other] { $count } reports
    }
report-held-run-tested = tested on { $day }
report-held-run-received = received on { $day }
report-held-run-lab-tested = { $lab }, tested on { $day }
report-held-run-lab-received = { $lab }, received on { $day }
report-held-more = { $count ->
    [one] and one more; run.json has it
   *[other] and { $count } more; run.json has them all
    }
report-batch-checked = { $runs ->
    [one] One laboratory run with { $samples } samples was checked.
   *[other] { $runs } laboratory runs with { $samples } samples were checked.
    } A swapped bottle would be seen for { $checked } samples of oil in service.
report-batch-with-alike = { $count ->
    [one] One of these shares its run with the same oil in another machine
   *[other] { $count } of these share their run with the same oil in another machine
    }: a swap among machines with the same oil cannot be seen.
report-batch-all-alike = { $count ->
    [one] For one sample every other oil of the run is the same
   *[other] For { $count } samples every other oil of the run is the same
    }: no swap could be seen.
report-batch-unknown = { $count ->
    [one] One sample could not be compared, for want
   *[other] { $count } samples could not be compared, for want
    } of earlier samples, of additives and viscosity, or of another machine in the run.
report-batch-without-day = { $count ->
    [one] One sample has neither a day of test nor of receipt and belongs
   *[other] { $count } samples have neither a day of test nor of receipt and belong
    } to no run: swaps, shifts, carry-over and duplicates were not looked for there.
report-confidence = Confidence
report-since = since
report-source = Source
report-limit = Limit

# Oil change
report-drain = Oil change
report-drain-due = The oil is due now: { $property } is outside its limit.
report-drain-forecast = { $property } will reach its limit in about { $expected } ({ $earliest } to { $latest }).
report-drain-forecast-open = { $property } will reach its limit in about { $expected }, at the earliest in { $earliest }.
report-drain-forecast-from = { $property } will not reach its limit before { $earliest }.
report-drain-by-calendar = { $property } will reach its limit about { $expected } (between { $earliest } and { $latest }).
report-drain-by-calendar-open = { $property } will reach its limit about { $expected }, at the earliest { $earliest }.
report-drain-by-calendar-from = { $property } will not reach its limit before { $earliest }.
report-drain-calendar = At the present rate of use: { $expected } ({ $earliest } to { $latest }).
report-drain-calendar-open = At the present rate of use: { $expected }, at the earliest { $earliest }.
report-drain-calendar-from = At the present rate of use: not before { $earliest }.
report-drain-not-enough-data = No forecast yet.
report-drain-dry-first = Dry the oil and test again before a change is decided on.
report-drain-confirm-first = Take a second sample before a change is decided on.
report-drain-none-in-sight = Not due.

# Next samples
report-overdue = Samples due
report-next-sample = Next sample
report-due-on = Due on
report-days-late = Late
report-why-then = Reason
report-ask = Ask
report-no-date = Without a date
report-follow-ups = Quarterly follow-up, direct supply
report-days = { $days ->
        [one] 1 day
       *[other] { $days } days
    }
report-overdue-count = { $total ->
        [one] { $count ->
            [0] The next sample is not overdue.
           *[other] The next sample is overdue.
            }
       *[other] { $count ->
            [0] No sampling point is overdue.
            [one] One of { $total } sampling points in service is overdue.
           *[other] { $count } of { $total } sampling points in service are overdue.
            }
    }
report-due-soon-count = Due within { $days } days: { $count }.
report-no-date-count = No interval known: { $count }.
report-more-overdue = { $count ->
        [one] One more is listed by lubelab due.
       *[other] { $count } more are listed by lubelab due.
    }
report-next = Due on { $day }.
report-next-late = Overdue: it was due on { $day }, { $days ->
        [one] one day
       *[other] { $days } days
    } ago.
report-next-none = No date: no interval is known.

# Charts
report-charts = Trends
report-chart-limit = { $severity } { $value }
report-chart-new-oil = New oil { $value }
report-chart-oil-change = Oil change
report-chart-below = below the reporting limit
report-chart-above = above the measuring range
report-chart-scatter = scatter of the method
report-chart-oil-hours = Hours on oil
report-chart-outlier = far off the course of the others (5 robust s), not left out
report-chart-corrected = corrected for top-ups
report-chart-top-ups = Top-up, L
report-chart-rates = Change from sample to sample per 1,000 h, { $unit }
report-chart-usual-rate = usual at most { $value }
report-chart-fleet-band = usual in the fleet ({ $how })
report-chart-forecast = reaches the limit { $earliest } to { $latest } (80 % window), expected { $expected }
report-chart-forecast-open = reaches the limit { $earliest } at the earliest, expected { $expected }; the latest day cannot be told
report-chart-forecast-from = reaches the limit { $earliest } at the earliest; more cannot be told
report-all-properties = All properties at a glance
report-family-never-seen = Below the reporting limit in every sample: { $properties }.
report-family-description = { $count } properties of { $machine } over the same days, each on a scale of its own
report-chart-no-values = No values
report-chart-not-drawn = { $count } results are not numbers and are not drawn
report-chart-thinned = Part of { $count } results drawn
report-chart-description = { $property } of { $machine }, { $count } results from { $first } to { $last }
report-spark = { $property }, last { $count } results

# Results and history
report-result = Result
report-results = Results
report-why = Why:
report-property = Property
report-trend = Trend
report-unreadable = unreadable
report-no-unit = unit not known
report-limits-applied = All limits applied to this sample
report-outcome = Outcome
report-document = Document
report-provenance = Trust
report-trust-recalled = not yet confirmed
report-trust-single = one source
report-trust-confirmed = confirmed
report-full-history = Full history
report-more-samples = { $count ->
    [one] One older sample is not shown here; samples.ndjson holds all.
   *[other] { $count } older samples are not shown here; samples.ndjson holds all.
    }
report-more = { $count ->
    [one] One more sample is not shown here; samples.ndjson holds all.
   *[other] { $count } more samples are not shown here; samples.ndjson holds all.
    }

# Limits
report-limit-at-most = at most { $high }
report-limit-below = below { $high }
report-limit-at-least = at least { $low }
report-limit-above = above { $low }
report-limit-within = { $low } to { $high }
report-limit-within-below = { $low } to below { $high }
report-limit-code = { $code } or better
report-limit-change-percent = { $low } % to { $high } % from new oil
report-limit-change-at-most = new oil { $change } at most
report-limit-change-below = less than new oil { $change }
report-limit-change-at-least = new oil { $change } at least
report-limit-percent-of-new = at least { $low } % of new oil
report-limit-pass = must pass
report-limit-trace = a trace at most
report-limit-none = none
report-limit-report = report only
report-limit-other = Published elsewhere and not used: { $other }.

# Deliveries of new oil
report-deliveries = Deliveries of new oil
report-lot = Lot
report-worst-delivery = The verdict is that of the worst delivery of the last 12 months, sample { $sample } of { $day }; a later one is better.
report-lot-not-given = not given
report-lot-failing = { $count } of { $total } deliveries outside their grade
report-failing = Outside the grade
report-failing-result = { $property } { $result }; { $document }: { $limit }
report-verdict = Verdict

# Documents
report-documents = Documents used
report-document-grade = new-oil grade
report-document-in-service = oil in service
report-document-alarm = machine alarm limits
report-verified = checked against the printed standard by { $who } on { $day }
report-not-verified = not checked against the printed standard
report-partly-verified = { $count } of { $total } limits checked against the printed standard
report-superseded = since { $date } superseded by { $successor }
report-document-overlay = with limits from { $folders }
report-overlay-of-limit = from
report-lapsed = { $count ->
    [one] A limit was confirmed and has changed since; it counts as not confirmed until somebody compares it again: { $limits }.
   *[other] { $count } limits were confirmed and have changed since; they count as not confirmed until somebody compares them again: { $limits }.
    }
report-lapsed-limit = { $property } of { $document }, confirmed as { $was }, now { $now }
report-unconfirmed = Limits not yet confirmed.
report-unconfirmed-count = { $count } of { $total } verdicts on the current samples rest on limits not yet confirmed against the printed standard: { $documents }.

# Turnaround
report-turnaround = From receipt to report
report-turnaround-share = { $count } of { $total } samples ({ $share } %) were reported within { $promised } hours of receipt.
report-turnaround-unknown = { $count ->
    [one] One more does not give both times.
   *[other] { $count } more do not give both times.
    }
report-received = Received
report-reported = Reported
report-hours-to-report = Hours
report-late = late
report-late-samples = Later than promised
report-all-samples = All samples

# Problems
report-problems = Problems in the files
report-problem = What happened
report-no-problems = None: every cell was read.
report-row = Row
report-where = Column
report-cost = Lost
report-effect-count = { $effect }: { $count }
report-effect-file-rejected = whole file
report-effect-row-rejected = row
report-effect-column-ignored = column
report-effect-cell-lost = cell
report-effect-note = nothing, for information
report-more-problems = { $count ->
    [one] One more is in problems.csv.
   *[other] { $count } more are in problems.csv.
    }
report-more-sections = { $count ->
    [one] One more sampling point, the least urgent, is not shown in full; samples.ndjson holds it.
   *[other] { $count } more sampling points, the least urgent ones, are not shown in full; samples.ndjson holds them.
    }
report-more-machines = { $count ->
    [one] One more sampling point is in the customers' reports.
   *[other] { $count } more sampling points are in the customers' reports.
    }

# Account
report-account = Account of rows and cells
report-account-rows = Rows
report-account-cells = Cells
report-rows-read = Read
report-samples-taken = Taken as samples
report-rows-rejected = Rejected
report-rows-skipped = Skipped
report-cells-read = Read
report-cells-taken = Taken
report-cells-empty = Empty
report-cells-not-tested = Marked as not tested
report-cells-lost = Unreadable
report-cells-skipped = Left out
report-balances = Every row and every cell is accounted for.
report-does-not-balance = The account does not add up: this is a fault of the program; please report it.

# The run
report-run = This run
report-program = Program
report-standards = Standards
report-fingerprint = Fingerprint of the standards
report-overlay = Laid over them
report-overlay-fingerprint = Its fingerprint
report-editions = Editions asked for
report-inputs = Input files
report-file = File
report-layout = Layout
report-samples-of-rows = Samples / rows

# Key
report-key = How to read the states
report-key-within = within: judged, and inside every limit that applies
report-key-flagged = flagged: outside at least one limit
report-key-no-limit = no limit: there is a result, and no limit that could judge it
report-key-not-tested = not tested: a limit applies, and there is no result
report-key-unreadable = unreadable: something is written in the file that could not be read

## Many machines together: lots, causes that come again

lot-shows = Lot { $lot } of { $product } stands out: this oil shows it, and so do other deliveries of the lot
lot-received = This oil is of lot { $lot } of { $product }, which shows a fault in other deliveries
lot-shows-action = Keep what is left of lot { $lot } of { $product } apart and fill nothing from it. The supplier is to test the retained sample of the lot; decide on a change of the oil when its result is there, at once if a limit for the change is reached.
lot-received-action = Fill nothing more from lot { $lot } of { $product } until the supplier has tested its retained sample. Sample this machine again at its next stop, earlier than planned if it carries a full charge of the lot; the oil stays in until then.
lot-sign-off-grade = { $property }: { $hits } of { $total } tested deliveries of this lot are off grade, { $other-hits } of { $other-total } of the other lots. { $chance }
lot-sign-finding = "{ $finding }" in { $hits } of { $total } machines on this lot, and in { $other-hits } of { $other-total } on other lots, within the first { $samples ->
    [one] sample
   *[other] { $samples } samples
} of each. { $chance }
lot-sign-new-level = { $property }: { $level } in the middle of the deliveries of this lot, { $other } in those of other lots; two tests can differ by { $scatter }. { $chance }
lot-sign-used-level = { $property }: { $level } in the middle of the first samples from machines on this lot, { $other } on other lots; two tests can differ by { $scatter }. { $chance }
lot-finding-limit = { $property } outside a limit
lot-finding-trend = { $property } nearing a limit
fleet-chance = Probability of so much by chance, corrected for all that was compared: { $chance }.
fleet-chance-below = Probability of so much by chance, corrected for all that was compared: below { $chance }.
lot-rejected = Each is rejected by its own result, which needs no test of chance.
fleet-chance-unknown = Too few customers for a test of chance.
recurring-customer = { $cause }: { $hits } of { $total } machines of { $name }, { $other-hits } of { $other-total } elsewhere. { $chance }
recurring-site = { $cause }: { $hits } of { $total } machines at { $name }, { $other-hits } of { $other-total } elsewhere. { $chance }
recurring-model = { $cause }: { $hits } of { $total } machines of the model { $name }, { $other-hits } of { $other-total } other machines. { $chance }
recurring-kind = { $cause }: { $hits } of { $total } machines of the kind { $name }, { $other-hits } of { $other-total } other machines. { $chance }
recurring-quarter = { $cause }: begun in { $hits } of { $total } machines sampled in { $name }, and in { $other-hits } of { $other-total } in the other quarters. { $chance }
report-lots = Delivery lots that stand out
report-lots-note = Everybody who received the lot, those without a sign too. For the laboratory: customers' pages name no other customer.
report-recurring = The same cause in several machines
report-recurring-own = Seen in several of your machines
report-recurring-note = Look for what the machines have in common before repairing one by one.
report-lot-shows = shows it
report-lot-normal = no sign yet
report-lot-delivered = { $count ->
    [one] one delivery
   *[other] { $count } deliveries
}
report-lot-in-service = { $count ->
    [one] one sample in service
   *[other] { $count } samples in service
}
report-lot-received-as = Samples of the lot
report-lot-sign = Sign of the lot
report-lot-state = State apart from the lot
report-customers-of-lot = { $count ->
    [one] one customer
   *[other] { $count } customers
}
report-site = Site

## Since the sample before, what belongs together, what would change a finding

follow-new = new
follow-worse = worse than before
follow-unchanged = unchanged
follow-better = better than before
follow-closed = closed
follow-not_rechecked = not re-checked
follow-up = { $state } (since { $since })
follow-gone = { $title } – last found { $last }, first { $since }
done-oil-changed = Oil changed after the sample of { $day }.
done-hours-fell = The hours on the oil went back: the oil was changed, and no form says so.
done-product-changed = Another product was filled in.
done-oil-partly-changed = More than half of the sump was filled up after the sample of { $day }.
done-filter-changed = Filter changed after the sample of { $day }.
done-topped-up = { $litres } L topped up.
done-note-before = Note with the sample before: "{ $note }".
done-note = Note with this sample: "{ $note }".
joined-after = { $root } (since { $since }), and what follows from it: { $effect } (since { $then }).
joined-since = { $root }, and what follows from it: { $effect } (both since { $since }).
joined-together = { $root }, and what follows from it: { $effect }.
withdraw-over-limit = A repeat test of { $property } inside the limit ({ $bound }) withdraws it.
withdraw-off-grade = A second sample of the delivery with { $property } inside the grade ({ $bound }) withdraws it.
withdraw-rising = A next result back within the scatter of the first ones withdraws it: { $properties }.
withdraw-drain = A repeat test that does not confirm it withdraws it: { $properties }.
withdraw-cause = A repeat test that does not confirm it withdraws it: { $properties }.
withdraw-cause-form = It rests on the form; a corrected form withdraws it.
withdraw-excluded = Not tested, and would rule it out: { $sign }.
withdraw-doubtful = Not tested, and would speak against it: { $sign }.
withdraw-confirm = What settles it: { $how }
withdraw-quality = A second test of the bottle, or a corrected form, settles it.
withdraw-schedule = The next sample settles it.
withdraw-lot = A retained sample of the lot that is like the other lots withdraws it.
report-changes = What would change it
report-follow-up = Since the sample before
report-gone = No longer found
report-not-rechecked = Not re-checked this time
report-done = Done in between
report-joined = What belongs together
report-further = Further causes that fit, for the engineer
report-inspected = On inspection
inspected-confirmed = Confirmed on inspection{ $day }: { $found }
inspected-refuted = Not confirmed on inspection{ $day }: { $found }
inspected-confirmed-short = Confirmed on inspection{ $day }.
inspected-refuted-short = Not confirmed on inspection{ $day }.

# Signs as phrases: "Not tested, and would rule it out: …"
signal-or = { $one }, or { $other }
signal-over = a limit passed by { $property }
signal-over-as-in-new = a limit passed by { $property }, with no more than in the new oil
signal-over-within-scatter = a limit passed by { $property } only within what two tests can differ by
signal-within = a result of { $property } inside its limits
signal-above = more than { $level } of { $property }
signal-reaches = at least { $level } of { $property }
signal-below = less than { $level } of { $property }
signal-once-above = more than { $level } of { $property }, now or earlier in this oil
signal-new-oil-above = more than { $level } of { $property } in the new oil
signal-over-new = a result of { $property } that is { $level } or more over the new oil
signal-under-new = a result of { $property } that is { $level } or more under the new oil
signal-near-new = a result of { $property } less than { $level } away from the new oil
signal-over-new-percent = a result of { $property } that is { $percent } % or more over the new oil
signal-under-new-percent = a result of { $property } that is { $percent } % or more under the new oil
signal-rising = a rise of { $property }
signal-falling = a fall of { $property }
signal-flat = no rise of { $property }
signal-jumped-up = a jump of { $property }
signal-jumped-down = a drop of { $property }
signal-code-rises = a code that rises with particle size
signal-rise-ratio = a rise of { $property } that is { $band } times that of { $other }
signal-ratio = a level of { $property } that is { $band } times that of { $other }
signal-band = { $low } to { $high }
signal-band-from = at least { $low }
signal-band-up-to = at most { $high }
signal-rated = a rating of { $property } of { $rating } or worse
signal-steps-up = a step of { $steps } or more in { $property }
signal-steps-up-all = a step of { $steps } or more in { $property } at every size
signal-steps-up-at = a step of { $steps } or more in { $property } at { $size } µm
signal-steps-down = { $steps } or more steps better in { $property }
signal-machine-hours = a machine that has run less than { $hours } h
signal-oil-hours = an oil that has run less than { $hours } h
signal-topped-up = a top-up
signal-oil-change-found = an oil change that the results of two samples show and no form tells of
signal-noted = a note with one of: { $words }
signal-described = a machine or oil called one of: { $words }
signal-filter-changes = { $count } filter changes or more
signal-form-missing-oil-hours = a form without the hours on the oil
signal-form-missing-machine-hours = a form without the hours of the machine
signal-form-missing-oil = a form without the oil
signal-machine-hours-fell = hours of the machine that went back

## What the kinds of finding mean: lubelab explain

explain-off_grade = New oil that does not meet its grade. The grade document in force on the sampling day judges, or the edition that the form pins. The finding names each property outside, with its limit and where the limit comes from. With viscosity-class: an oil, new or in service, that has the viscosity of another ISO VG or SAE class than the declared one. In service that is no finding while the change from new oil is inside its limits, came step by step, or is explained by oxidation, soot, fuel or water.
explain-over_limit = A result outside an oil-change standard or an alarm table that applies to the machine and its oil. Several documents can judge one result; the strongest in precedence decides the severity, and the others are shown beside it.
explain-rising = A result that still lies inside its limit, but moves towards it by more than the test method scatters. Found within one oil life only: a trend never crosses an oil change. Top-ups are allowed for where the forms tell of them. With drift or step: a result that leaves the line of the machine's own earlier results, creeping or at once, while no limit is near. With rate: a metal that rises faster than in the other machines of the same kind and oil in the files of the run.
explain-drain = When the oil is due. Due: a condemning limit is reached, and an earlier sample or another test agrees, or the oil-change standard itself asks for a change on any one result; otherwise a second sample is asked for (confirm). Due soon: the 80 % window in which a condemning property reaches its limit opens before the next sample. Extend: near the interval of the last charge, with nothing against the oil, one step of a fifth. Water and dirt ask for cleaning, not for a change.
explain-cause-why = Why it matters
explain-cause-confirm = What settles it
explain-cause-action = What to do
explain-cause-evidence = What it finds, and by what evidence
explain-lot = A delivery lot of a product that stands out across customers: most of its tested deliveries are rejected for one property, or its holders show a sign more than the holders of other lots, by an exact rank-sum test with one number for each customer, corrected (Holm) over all lots and signs of the product at 0.05. At least three customers with the lot and three with others are compared, and a shifted level must be larger than two tests can differ by. The finding stands on each sample of the lot; the overview lists everybody who received it.
explain-quality = A result that contradicts itself or its form, such as a cleanliness code that disagrees with its own particle counts. It raises no alarm about oil or machine; it asks for a second look at the bottle.

explain-schedule = A sample that is overdue. The next one is due after the interval of standards/intervals.csv for the machine type, in days or in hours at the machine's own rate of use, whichever comes first; critical machines (column criticality of the form) have their own rows. After a caution the interval is halved. After an abnormal or critical sample the next one is due at once and the ones after it at a quarter of the interval. Three normal samples in a row restore it. Where a forecast lets the oil reach its limit sooner, the next sample comes before that. A missing sample never changes the state of oil or machine.

## Problems of a file: what each code means, what to do

problem-unreadable-file = The file could not be opened or read.
    .do = See that it still exists, that you have the right to read it and that no other program holds it open; then run again.
problem-empty-file = The file has no content.
    .do = Export it again from the source; the first export was cut off.
problem-no-rows = The file has headings and no samples below them.
    .do = Check the date range and the filter of the export, then export again.
problem-bad-encoding = Some letters cannot be read in the encoding the file is in.
    .do = Save the file as UTF-8, or name its encoding in the layout profile of that laboratory.
problem-bad-quotes = A quotation mark is opened and not closed, or stands in the middle of a cell.
    .do = Open the row in a text editor and close the quotation mark, or double it inside the cell. Rows after it cannot be trusted until then.
problem-unknown-layout = No layout profile fits the headings of this file.
    .do = Add a profile for this laboratory in standards/labs, or bring the headings into the form of samples/README.md.
problem-missing-column = A column that every sample needs is not in the file.
    .do = Add the column to the export: sample number, machine and sampling date are needed in every file.
problem-unknown-column = A heading is not known, and its column was left out.
    .do = If the column holds results, add the heading to standards/headings.csv; if not, list it under ignore in the layout profile.
problem-duplicate-column = Two columns stand for the same thing.
    .do = Remove or rename one of them. If two methods were used, give each its own property.
problem-bad-unit = The unit in a heading is unknown, missing, or measures something else.
    .do = Write the unit in brackets behind the heading, as in fe [mg/kg]. A new spelling goes into standards/units.csv.
problem-ragged-row = A row has more or fewer cells than there are headings.
    .do = Look for a comma or semicolon inside a cell and put that cell in double quotes.
problem-missing-cell = A cell that must be filled is empty.
    .do = Fill in the cell and read the file again. Without it the sample cannot be assigned.
problem-not-a-number = A cell in a column of numbers is not a number.
    .do = Compare with the bench record and correct the cell. A test that was not made is written as a dash.
problem-ambiguous-number = A number can be read in two ways, as 1,234 or 1.234.
    .do = State the decimal sign with --decimal point or --decimal comma, or as decimal in the layout profile.
problem-implausible = A number lies where no sample can be.
    .do = Look for a slipped decimal point, a wrong column or a wrong unit, and correct it from the bench record.
problem-bad-date = A date cannot be read.
    .do = Write it as year-month-day, 2026-03-11, or state the order of the date in the layout profile.
problem-implausible-date = A date cannot be right: it lies in the future, or the report is older than the sample.
    .do = Compare with the sample form and correct it. Day and month are often exchanged.
problem-negative = Hours or a volume are below zero.
    .do = Correct the cell from the sample form, or leave it empty if the figure is not known.
problem-bad-code = A cleanliness code, class or rating cannot be read.
    .do = Write an ISO 4406 code as 18/16/13, a NAS class as 7, a copper strip as 1b.
problem-unknown-word = A cell holds a word that its column does not know.
    .do = Correct a slip of the pen; a word the laboratory uses regularly goes into standards/words.csv.
problem-duplicate-sample = Two rows have the same laboratory, sample number, machine and date. Both were kept.
    .do = Check whether one is a repeat test or a double export, and remove the row that is not wanted.
problem-ambiguous-date = The dates of a column can be read in more than one order, as 03/04/2026, or mix two orders.
    .do = State the order with --dates dmy, mdy or ymd, or as date_formats in the layout profile. If a spreadsheet has exchanged day and month in some rows, export the file again.
problem-approximate = The laboratory calls a number inexact, as ~5 or ca. 5. It was used as it stands.
    .do = Nothing, unless the number decides something; then ask the laboratory for the exact result.
problem-laboratory-mark = A * or + stands behind numbers and was taken for the laboratory's own mark.
    .do = Check with the laboratory's legend what the mark means. The number was used without it.
problem-profile-drift = A laboratory's export has changed since its layout profile was written: a heading is new, or one is gone.
    .do = Compare the heading with the profile in standards/labs. Add a new heading as a column or under ignore; mark one that is not in every export as optional.
problem-duplicate-row = A row repeats a sample that was read already, and adds nothing to it. The first one is used.
    .do = Nothing, unless two different bottles were meant: then give each its own sample number.
problem-revised-sample = A sample stands in the input with two different sets of results. The later report is used, and the older one is not judged.
    .do = Compare both places. If the older one is right, remove the later one and run again.
problem-reused-sample-id = One sample number stands for several samples, of other dates or machines. Each was kept.
    .do = Ask the laboratory whether the number names the bottle. If it names the sampling point, nothing needs to be done.
problem-unknown-parameter = Rows of results name a property that is not known, and were left out.
    .do = Add the name to standards/headings.csv or to the laboratory's layout profile, with its unit.
problem-contradicting-cells = Two cells that speak of the same thing contradict each other.
    .do = Correct the wrong one in the file, or ask the laboratory which is right.
problem-repeated-result = A sample has two results for the same property. The first one is judged.
    .do = Ask the laboratory which result counts, and remove the other.
problem-standards = A file in the standards folder has a fault, and no run starts with it.
    .do = Correct the row that is named, then run lubelab standards check until it finds nothing more.
problem-ambiguous-column = A heading may mean more than one thing, and its column was left out.
    .do = Say in a layout profile what the column is, or write the heading in full: Phosphorus (P), not P.
problem-not-a-table = The file holds no table: it is a picture, a PDF, a web page or something else.
    .do = Ask the laboratory for the results as a workbook or as CSV. A web page that is called .xls opens in the spreadsheet program; save it there as .xlsx.
problem-encrypted-workbook = The workbook is locked with a password.
    .do = Open it in the spreadsheet program, remove the password under File, Info, Protect, and save it.
problem-damaged-file = The workbook or the packed file is damaged, or cut off.
    .do = Fetch it again from where it came. If the spreadsheet program still opens it, save it there under a new name.
problem-too-large = The file, what is packed in it, a sheet or a cell is larger than any laboratory's export, or it has more rows than its size explains.
    .do = Split the file or export a shorter period; in a workbook, delete the empty rows and columns that have been formatted. A packed text file can be unpacked by hand and read.
problem-out-of-time = Reading the file took longer than is waited for, and nothing of it was taken.
    .do = Split the file, or allow more time with --time-limit. A machine that is busy with other work reads more slowly.
problem-duplicate-file = The file has the same content as another one of this run and adds nothing.
    .do = Nothing. If a different file was meant, export it again.
problem-empty-sheet = A sheet of the workbook has no cells.
    .do = Nothing.
problem-hidden-sheet = A sheet is hidden in its workbook. It was read like the others.
    .do = If it holds old results or a draft, delete the sheet and read the file again.
problem-sheet-left-out = A sheet of the workbook was not read, because the layout profile names others.
    .do = If it holds results, add it to sheet in the layout profile.
problem-unknown-sample = A row of inspections names a sample that was not read, or that several samples are called.
    .do = Give the file of samples along with it; where several samples have one number, say which by the columns lab and machine.
problem-unknown-cause = A row of inspections names a cause that there is not.
    .do = Write the cause's code as the report prints it, C01; lubelab explain C01 says what it means.

## Causes: what is going wrong, why it matters, what to do, what would confirm it

# A cause with low confidence.
cause-suspected = Suspected: { $cause }
# A cause that a test not made would confirm or refute.
cause-open = Possible: { $cause }
cause-open-test = { $count ->
    [one] To be confirmed by { $tests }, which was not tested.
   *[other] To be confirmed by any one of these, none of which was tested: { $tests }.
}

cause-W01 = Gear teeth are shedding metal
    .why = Iron and coarse ferrous debris rise together, which is fatigue or scuffing of tooth flanks. A damaged flank overloads its neighbours, so the rate grows.
    .action = Maintenance opens the inspection cover, looks at the flanks and cuts the filter open or checks the magnetic plug; where the finding is critical, before the next start. Then the engineer checks load, alignment and the viscosity grade in use.
    .confirm = Ferrography of this sample or of the filter debris: flat chips speak for fatigue, scored and heat-tinted particles for scuffing. The flanks themselves settle it.

cause-W02 = A rolling bearing is wearing by fatigue
    .why = Iron and chromium, the metals of bearing steel, rise together with larger particles. Spalling speeds up once it has begun and ends in loss of the bearing.
    .action = Condition monitoring takes vibration and bearing temperature this week. If they agree, maintenance plans the bearing for the next stop. Then look for what started it: water, dirt or oil that is too thin.
    .confirm = A bearing frequency in the vibration spectrum, or laminar particles and small spheres on a ferrogram of the filter debris.

cause-W03 = A bronze cage, bushing or thrust washer is wearing
    .why = Copper leads and the second metal of the alloy follows. Bronze parts guide the others; once they have play, steel parts begin to wear too.
    .action = The engineer first compares with the drawing: which bronze parts the oil wets, what the cooler is made of, and whether the oil brand was changed. Then maintenance checks bushings, thrust washers and cages at the next planned stop.
    .confirm = Yellow metal on a filter patch or in the filter pleats, and the same proportion of copper to tin in the next sample.

cause-W04 = The bronze worm wheel is wearing
    .why = Copper and tin rise in the proportion of bronze while iron stays low, so the wheel is giving way and not the worm. Each tenth of a millimetre lost from the teeth adds backlash that no oil brings back.
    .action = Maintenance checks on the drum and the name plate that the oil suits bronze, without active sulfur, then measures backlash and writes the figure down. The engineer checks load and housing temperature, and plans the wheel by the backlash found.
    .confirm = A second backlash measurement after some hundred hours. A copper strip test and the phosphorus and sulfur of the oil tell whether the oil attacks the bronze.

cause-W05 = A plain bearing is shedding white metal or lead bronze
    .why = Tin, or lead together with copper, rises beyond the scatter of the test. In a large, clean sump a few mg/kg are a lot of metal, and the running layer is thin.
    .action = Operations compares bearing metal temperatures and axial position with the months before. Maintenance opens the filter and sends the debris for analysis. Inspect at the next stop; a thrust bearing sooner.
    .confirm = White-metal flakes in the filter, a drift of bearing temperature or axial position, or a repeat sample that continues the rise.

cause-W06 = Hydraulic cylinder rods are wearing
    .why = Iron and chromium rise together, and in a circuit with cylinders chromium comes from the plating of the rods. A scored rod cuts its seal and wiper; then oil gets out and dirt gets in.
    .action = Maintenance inspects rods, wipers and gland bushes at the next service, the dirtiest cylinder first. Renew wipers, and polish or replace scored rods. Then filter the oil, so that the new seals do not run in the debris of the old ones.
    .confirm = Score marks along a rod or oil on it after a stroke. Nickel that rises too speaks for a bearing instead; the circuit's list of parts settles it.

cause-W07 = The hydraulic pump or a motor is wearing
    .why = Pump metals rise and a limit or the particle count agrees. A worn pump loses flow and sends its debris into every valve behind it.
    .action = Maintenance measures case-drain flow against the maker's figure, checks the suction line and strainer for air and blockage, and opens the case-drain filter. The engineer matches the metals with the pump's list of materials to name the part.
    .confirm = Case-drain flow over the maker's figure, or metal in the case-drain filter that matches shoe, valve plate, vane or gear.

cause-W08 = Acid is dissolving lead from the bearings
    .why = Lead rises while the oil turns acid or runs out of alkaline reserve, and nothing that was tested speaks for mechanical wear. The overlay is going into solution; the damage goes on as long as this oil stays in.
    .action = Here the oil is the cause: maintenance drains it now and shortens the interval. The engineer checks oil temperature and the sulfur of the fuel or the gas quality. Lead is then watched on the fresh oil, and the bearings are inspected within weeks.
    .confirm = Lead that stays flat on fresh oil. If it goes on rising, the bearing is wearing mechanically and has to be opened.

cause-W09 = Steel surfaces are rusting
    .why = Iron rises as fine particles only, with water or a standstill behind it. Rust is hard, catalyses ageing of the oil and leaves pits where bearings and gears later fail.
    .action = Operations drains the water and starts the dehydrator now. Maintenance finds where the water comes in and looks at the tank above the oil line and at the breather. Machines that stand idle need turning over or preserving.
    .confirm = Red-brown particles on a filter patch, manganese and chromium that stay low, and iron that stops rising once the oil is dry.

cause-W10 = Dirt is grinding the machine
    .why = Silicon and aluminium rise in the proportion of dust, and wear metals rise with them. Hard grains between moving parts cut until they are filtered out.
    .action = Stop the ingress before any part is replaced: maintenance checks breather, air filter, rod and shaft seals, and how oil is filled in. Then clean the oil with an off-line filter. Take the next sample when the particle count is back.
    .confirm = Cutting, curled particles on a ferrogram now, and wear metals that level off once the oil is clean.

cause-W11 = Piston rings and liners are wearing
    .why = Iron and chromium rise together past the usual level of a drain. Worn rings let combustion gas into the oil and oil into the cylinder.
    .action = The workshop measures compression or leak-down, tests the intake for leaks and checks the injectors before the next drain. The engineer compares the metals per hour or per 1000 km with sister engines.
    .confirm = A cylinder that falls behind in the leak-down test, higher blow-by, or rising oil consumption.

cause-W12 = The main or big-end bearings are wearing
    .why = Lead has passed its limit and tin or copper follows: the overlay is being used up. When it is gone, the shell and then the crankshaft are at risk.
    .action = The operator reads oil pressure hot at idle and at speed now and sends a repeat sample. The workshop cuts the filter open; if the repeat agrees, it drops the pan and looks at the shells. Find what thinned the oil: fuel, coolant or dirt.
    .confirm = Bright flakes in the filter, low hot oil pressure, and a repeat sample with the same lead and tin.

cause-W13 = A piston is scuffing or burning
    .why = Aluminium is over its limit and silicon rises with it in the proportion of piston alloy, not of dust. A piston that has lost metal seizes or holes within hours.
    .action = Stop the engine. The workshop checks injectors and piston cooling jets and looks into the cylinders with a borescope before the next start. No oil change before that: it would only wipe out the trace.
    .confirm = Smeared or melted aluminium on the borescope picture, or bright flakes in the filter. A low cylinder in the compression test says the same.

cause-W14 = An alarm metal has appeared: silver, titanium or vanadium
    .why = Silver sits in plated bearings and wrist-pin bushes, titanium and vanadium in the alloys of blades and discs. Hardly anything else sheds them, so a few mg/kg are a lot.
    .action = The engineer asks the maker now which parts hold this metal and what amount stops the machine. The site sends a repeat sample and checks chip detector and filter. Where silver parts run, keep oils with a zinc additive away from the machine.
    .confirm = The maker's alloy list, and flakes from the filter or chip detector under the electron microscope. Vanadium that comes with nickel is heavy fuel.

cause-C01 = Dust is getting into the oil
    .why = Silicon and aluminium rise together in the proportion of soil and sand. The grains pass through clearances and cut, so wear follows dirt with a delay.
    .action = Maintenance looks for the way in first: intake and breather, shaft and rod seals, open hatches, funnels and cans used for topping up. Only then clean the oil or renew the filter. Sample again after 50 to 100 hours or one month.
    .confirm = A particle count or a filter patch with clear, angular grains. After the repair, silicon and aluminium fall together.

cause-C02 = Dust of the plant is getting into the oil
    .why = The finest particles have increased, and the elements that came with them are those of ore, coal, cement, ash or potash, not of soil. Process dust is as hard as sand and comes in every shift.
    .action = Maintenance looks after breathers, shaft seals and hatches on the dusty side, and keeps filling points covered. The site sends a spoonful of its dust once, so that the laboratory knows its elements. Judge iron together with the PQ index, because ore is iron too.
    .confirm = A white or grey patch, and the same elements in the same proportion in the site's dust sample.

cause-C03 = Fresh water is getting into the oil
    .why = The oil holds more water than it should, and nothing that was tested points to salt or coolant: this is condensate, rain, wash water or steam. Free water rusts steel, breaks the oil film and washes additives out.
    .action = Operations drains free water from the lowest point of the tank. Maintenance then finds the source, cooler, shaft gland, breather or tank lid, and stops it. Dry the oil with a separator or a vacuum dehydrator. The oil stays unless water separation or the additives are spoilt.
    .confirm = A Karl Fischer result after the repair. Polyglycol and ester oils hold more dissolved water than mineral oil: judge those by the maker's limit.

cause-C04 = Sea water or brine is getting into the oil
    .why = Sodium and magnesium rise in the proportion of sea water. Drying takes the water and leaves the salt, which corrodes bearings within days.
    .action = The crew stops the leak first: cooler tubes or shaft seal. Then drain, flush with fresh oil and drain again; drying alone is not enough. Treat rolling bearings with preserving oil if the machine must wait.
    .confirm = A chloride test of the oil or of drained water, and a pressure test of the sea-water cooler.

cause-C05 = Treated cooling water is leaking into the oil
    .why = Water rises together with the elements of water treatment, so it comes from a cooling circuit and not from the air. A leak of this kind does not close by itself.
    .action = Maintenance pressure-tests the cooler and compares oil and water pressure at standstill. Send a bottle of the cooling water with the next oil sample. After the repair, drain free water and dry the oil.
    .confirm = The same elements in the same proportion in the cooling water as in the oil. A rising tank level or oil in the expansion tank says the same.

cause-C06 = Coolant is leaking into the engine oil
    .why = Sodium or potassium rises with another coolant inhibitor or with glycol. Coolant forms sludge that blocks filters, and attacks bearings; the water itself has often boiled off by the time of sampling.
    .action = Stop the engine as soon as the service allows. The workshop pressure-tests the cooling system, cylinder head and oil cooler, repairs the leak, then changes oil and filters and flushes. Sample again after a short run, even if no water was found.
    .confirm = A glycol test, a pressure drop in the cooling system, or coolant that has to be topped up. With lead rising too, look at the bearings.

cause-C07 = Fuel is thinning the engine oil
    .why = Fuel was measured, or viscosity and flash point fell together. Thin oil carries less load on the bearings, and the vapour can ignite in a hot crankcase.
    .action = The workshop checks injectors, lift pump, fuel lines and how long the engine idles or runs cold. Change the oil after the repair, not before. At a critical level the engine stops until this is done.
    .confirm = Fuel by gas chromatography. A dipstick level that rises without topping up says the same.

cause-C08 = Heavy fuel is getting into the engine oil
    .why = Vanadium and nickel, the metals of residual fuel, rise together and the oil thickens. Raw fuel brings asphaltenes that settle as black sludge under pistons and in the separator.
    .action = The crew checks the fuel pumps for leakage of barrels and plungers, the drain of the injectors and the separator. The chief engineer compares the vanadium and nickel of the oil with the bunker's analysis.
    .confirm = The same proportion of vanadium to nickel in the bunker, and asphaltenes or insolubles in the oil.

cause-C09 = The engine oil is loaded with soot
    .why = More soot is in the oil than it can keep apart. Soot thickens the oil, ties up its additives and wears valve gear and liners.
    .action = The workshop changes oil and filter, then looks for the reason: restricted air filter, leaking charge air, injectors, EGR, long idling.
    .confirm = Soot after the next drain at the same hours. If it is back, the combustion is at fault and not the interval.

cause-C10 = Another oil was mixed in
    .why = Viscosity left its grade and the additives are those of another oil. Mixed oils lose water separation, air release or wear protection even where the mixture looks clear.
    .action = The site establishes which oil was added and how many litres: can, pump, transfer hose and the label on the tank. The laboratory tests compatibility and water separation of this sample. If the function is hurt, drain and refill; if not, keep the oil and watch it. Label filling points and transfer pumps.
    .confirm = The share of the other oil worked out from calcium, magnesium, zinc and phosphorus must agree with the litres reported and with the viscosity.

cause-C11 = Silicon comes from sealant or grease, not from dirt
    .why = Silicon is high and aluminium, the companion of dust, did not move. Silicone from sealants, gaskets and assembly grease does no harm, except that it can raise foam.
    .action = The site writes the date of the last repair on the form. No part is opened for this. Follow silicon over the next two or three oil changes, where it falls each time; if foam troubles the machine, send a sample for a foam test.
    .confirm = Silicon that falls with each oil change while aluminium and iron stay flat.

cause-C12 = A little engine oil has spoilt the water separation
    .why = Water separates worse than in new oil, and calcium, the mark of a detergent, has appeared or the site reports engine oil. As little as 500 mg/kg of engine oil is enough to hold water in the oil, where bearings and valves meet it.
    .action = The site checks drums, pumps and hoses used on this system for engine oil, and keeps them apart from now on. The engineer decides before the next start: replace part of the charge until water separates again, or all of it.
    .confirm = Water separability of a blend of this oil with new oil, which shows how much must be replaced. A metals test alone can miss so small a share.

cause-C13 = Mineral oil is in the phosphate ester
    .why = The control fluid holds mineral oil. It burns where the ester would not, holds air, and swells seals that were chosen for the ester.
    .action = Operations finds and stops the cross-feed: a shared hose, pump or drum, or a cooler of the lubricating oil. From 4 % on the fluid is replaced; below, the level is followed. Maintenance checks the seals.
    .confirm = A second result by chromatography, and a fire point where the level nears 4 %.

cause-C14 = Fuel gas is bringing siloxane or halogens
    .why = Silicon rises without aluminium, and the oil turns acid in step: this comes with landfill or digester gas, not with dust. Siloxane burns to hard white silica on valves and in the combustion chamber.
    .action = Operations shortens the oil drain and has the gas analysed before and after its cleaning. The workshop looks at the combustion chamber by borescope at the next stop.
    .confirm = Siloxane and chlorine in the gas, or white deposits seen by borescope. Dust would have brought aluminium.

cause-C15 = Process gas or a chemical is getting into the oil
    .why = Acid number, pH or viscosity has changed in one step while the oil itself has not oxidised. Something came in from the process; it goes on until the seal is tight.
    .action = Operations names the gas and compares pressures across the shaft seal and the seal gas. Maintenance repairs the seal, then changes the oil. The engineer asks the supplier whether the oil suits this gas.
    .confirm = Gas chromatography of the oil, or a degassed sample whose viscosity and flash point come back. Oxidation that stays flat in a repeat rules out ageing.

cause-C16 = Grease is getting into the oil
    .why = The soap metal of a grease has appeared in an oil that is free of it when new. Grease makes foam, softens seals and blocks fine filters.
    .action = Maintenance looks for over-greased seals and bearings beside the oil space, and cuts the amount and frequency of greasing. Filter the oil; no oil change for this alone.
    .confirm = An infrared spectrum of the oil beside that of the grease, and lithium that stays where it is after the greasing was cut.

cause-C17 = Debris of building or repair is in the system
    .why = A new or repaired system is dirtier than its target and shows what the work left: chips, slag, paint or sand. The first hours decide how long pumps and valves live.
    .action = Do not start, or stop again, until the target code is reached: maintenance flushes with warm oil at high flow through the finest filter, and looks at what the filter caught.
    .confirm = Filter debris under the microscope. If the code does not come down over three filter changes, the machine itself makes the particles.

cause-C18 = The oil holds air or foams
    .why = Air leaves the oil too slowly, or foam stays on it. Air makes control spongy, starves pumps and bearings, and burns the oil where it is compressed.
    .action = Maintenance first checks oil level, suction line and shaft seal for air, and where the return enters the tank. Then the laboratory repeats foam and air release, with water and particle count beside them. Add no antifoam on suspicion: too much of it holds the air even better.
    .confirm = Foam and air release of the oil after drying and fine filtration. Foam that is gone as soon as the machine stands, with a good foam test, is air beaten in.

cause-C19 = Refrigerant or gas is dissolved in the oil
    .why = The oil has become thinner or its flash point has fallen, and its additives are still those of the new oil. Dissolved gas carries no load, so the bearing film is thinner than the grade promises.
    .action = The laboratory degasses the sample and repeats viscosity and flash point. Operations checks superheat, suction pressure and the crankcase or sump heater. Change the oil only if the degassed sample does not return to its grade.
    .confirm = A degassed sample that is back within its grade. If it is not, look for another oil or for cracking.

cause-D01 = The oil is oxidising
    .why = Oxidation and acid number rise together, so the base oil itself is ageing. Acids attack bearing metals, the oil thickens, and sludge and varnish follow.
    .action = The engineer plans the oil change for the time that this report states. Until then maintenance brings down what drives it: oil temperature, air and water in the oil, copper and iron debris. Partial replacement helps only before the acid number has begun to rise.
    .confirm = RPVOT or remaining antioxidant against new oil. A second acid number by the same method rules out scatter.

cause-D02 = The antioxidant is running down
    .why = The reserve that protects the oil is low. Viscosity and acid number still look good at this stage; when the reserve is gone, both move quickly.
    .action = The laboratory runs the second test, RULER where RPVOT was low or the other way round, before anything is decided. The engineer checks how much oil is topped up and plans the oil change within months. Add antioxidant only with the consent of the oil supplier.
    .confirm = RPVOT and RULER that agree. RPVOT alone scatters too widely to decide on.

cause-D03 = Combustion gas is nitrating the oil
    .why = Nitration has passed the level for this kind of engine. It forms acids and varnish, uses up alkaline reserve and thickens the oil, fastest where the engine runs lean and cool.
    .action = Maintenance drains the oil and checks air-fuel ratio, ignition, oil and jacket-water temperature and crankcase ventilation before the new charge has aged too. The engineer shortens the interval until nitration stays down.
    .confirm = Nitration of the new charge after the same hours. Acid number and base number beside it tell how much reserve was lost.

cause-D04 = The oil's alkaline reserve is used up
    .why = The base number has fallen to half of the new oil, or to the acid number, or below its limit. From here on acids of combustion attack bearings, rings and liners.
    .action = Maintenance drains the oil now. The engineer checks fuel sulfur, blow-by and the interval, and asks whether the oil grade suits the fuel. The laboratory follows base number by one method only.
    .confirm = Base number and acid number of a repeat sample, and the new oil by the same method: ASTM D2896 reads higher than ASTM D4739. Sulfation by infrared shows where the reserve went.

cause-D05 = Static discharge in the filter is burning the oil
    .why = Varnish or burn marks and nitration have come up while the oil is dry, clean and not acid: the mark of sparks in a fine filter. Each spark cracks a little oil and eats antioxidant, and the residue settles as varnish.
    .action = Maintenance opens the filter and looks for pinholes and burnt fibres. The engineer compares flow per element area with the maker's figure and asks the oil supplier for the conductivity, then fits elements with anti-static media. Only then start varnish removal, or the varnish comes back.
    .confirm = Pinholes with dark rims in the element, clicking at the housing, or a phenolic antioxidant that is gone while the aminic one is still there (RULER).

cause-D06 = Compressed air bubbles are burning the oil
    .why = The oil darkens or forms carbon, releases air slowly and has hardly oxidised. Bubbles that collapse in a pump or bearing heat the oil around them far beyond the tank temperature.
    .action = Maintenance removes the cause of the air first: suction leaks, blocked strainer, low level, returns above the oil surface, a tank that is too small for the flow. After that clean the oil; cleaning alone does not last.
    .confirm = A black patch of very fine particles, nitration without oxidation, and pump noise that goes when the air goes.

cause-D07 = A hot surface is cracking the oil
    .why = Viscosity and flash point have both fallen and the additives are still those of the new oil, so nothing lighter was filled in. Cracked oil forms coke on the hot surface, which then runs hotter still, and its vapour ignites more easily.
    .action = Operations checks the heat load of the heater surface, oil flow over it and the thermostat this week. The safety officer compares the flash point with the highest oil temperature; drain the oil where the margin is gone.
    .confirm = Carbon or insolubles that rise, an acid number that does not, and coke on the heater. In a closed system vent the light ends and repeat the flash point.

cause-D08 = Varnish is building up in the oil
    .why = Ageing products that settle as varnish have reached a level at which valves begin to stick and bearings run hotter. Particle counts do not see them.
    .action = Maintenance fits varnish removal: adsorbing or resin media, or filtration of cooled oil. Operations watches servo valves and bearing metal temperatures; a sticking valve makes it urgent. The laboratory checks the antioxidants. An oil change alone leaves the deposits in place.
    .confirm = A repeat patch test on clean, dry oil after the full waiting time, and remaining antioxidant by RULER.

cause-D09 = The antifoam is used up or overdosed
    .why = The oil foams over its limit and its silicon, which comes from the antifoam, differs from the new oil. Fine filtration takes antifoam out; repeated dosing brings in more than dissolves.
    .action = The laboratory tries antifoam, or a share of new oil, on this sample in the bench before anybody doses the tank. If new oil cures it, renew a part of the charge. Tell the laboratory of every dose that was given.
    .confirm = A foam test with a share of new oil, and air release beside it: longer after dosing means too much antifoam. An antifoam without silicon shows in neither direction.

cause-D10 = Water is splitting the oil into acids
    .why = The acid number rises without oxidation in an oil that was wet: esters and zinc additives fall apart in water. The acids speed up the same reaction and attack copper and steel.
    .action = Operations dries the fluid and finds the water. For phosphate ester, maintenance renews the acid-removing media. The engineer plans a change if the acid number goes on rising in the dry fluid.
    .confirm = Acid number and water over the next two samples: an acid number that stops once the fluid is dry confirms it. Copper and zinc that rise, and for control fluid a resistivity that falls, say the same.

cause-D11 = The viscosity modifier has been sheared down
    .why = The oil is thinner than new at 100 °C while flash point and additives are unchanged: no fuel, no other oil. The long molecules that hold it up when hot are cut for good.
    .action = The engineer compares the viscosity at working temperature with the minimum for pump and bearings; below it the oil is changed. For the next charge ask the supplier for a grade that is more stable to shear. Above the minimum the oil stays: the loss slows down by itself.
    .confirm = A viscosity index that fell with the viscosity, and next samples that level off. Fuel by gas chromatography rules out the other cause in engines.

cause-D12 = The oil has lost additive
    .why = Zinc or phosphorus is well below the new oil, or the rust test fails. Wear or rust protection is going while the oil still looks sound.
    .action = The laboratory confirms with an infrared spectrum or a wear or rust test. The site checks whether another oil was topped up, and looks for what takes additive out: water, or a very fine filter. Then the engineer plans an oil change or a partial renewal.
    .confirm = A second sample with the same loss, and new oil of the same lot measured beside it. Elements count decomposed additive too, so a good reading does not prove the opposite.

cause-D13 = The viscosity has risen without oxidation
    .why = The oil is thicker than its grade and has not aged. Thick oil starves bearings and pumps at start-up and runs hotter.
    .action = The laboratory repeats the viscosity once. The site checks top-up records, drum labels and the grade in use. If the oil is right and the repeat agrees, the engineer looks for hot spots that drive light ends off.
    .confirm = A repeat viscosity at 40 and 100 °C, and a flash point: a higher one speaks for light ends lost, an equal one for a thicker oil filled in.

cause-F01 = The filter is letting particles through
    .why = The particle count has risen by two codes or more, and the results show no dirt from outside. Unfiltered oil wears valves and bearings whatever its own condition.
    .action = Maintenance changes the element, looks at the seat of the bypass valve and at the element's seals, and notes the pressure drop before and after. Then sample before and after the filter on the same day.
    .confirm = Equal counts before and after the filter mean it passes; a clean outlet with a dirty tank means particles come in between.

cause-F02 = The breather is exhausted or missing
    .why = Fine particles, silicon and water creep up together, which is what a tank breathes in. Nothing has to be broken for it; a spent breather is enough.
    .action = Maintenance looks at the breather and the colour of its drying agent, and renews it or fits one with desiccant and a particle filter. Check the seals of hatches and cable or pipe entries on the same round.
    .confirm = Silt and water that fall after the new breather. A count that is higher after a shift of heavy cycling than after standstill says the same.

cause-F03 = The filter plugs while the oil counts clean
    .why = The element blocked early, or its alarm came, and the particle count is inside its limits: something soft that no counter sees is filling it. A plugged filter opens its bypass, and the machine runs on unfiltered oil.
    .action = Maintenance changes the element now, cuts the old one open and sends it with the oil. The laboratory names the deposit: coolant gel, soot, sludge, varnish, fibres swollen by water or additive. Order no finer filter before that.
    .confirm = An infrared spectrum of the deposit and a patch under the microscope. Glycol, insolubles, water and varnish potential of the oil narrow it down.

cause-F04 = The filter may be hiding wear
    .why = The machine gives an alarm, and metals and ferrous debris in the oil are low. A fine filter takes the debris before it reaches the bottle, and large chips hardly ever get into one: clean oil is no proof here.
    .action = Follow the alarm, not this sample. Maintenance cuts the filter open, looks at magnetic plug and chip detector, and sends the debris for analysis. Take the next sample before the filter, from a turbulent line, with the machine running.
    .confirm = Debris in the filter or on the plug that matches a bearing or a gear. If both are clean, the cause lies outside the oil: alignment, load, instruments.

cause-S01 = The bottle does not show the oil that flows through the machine
    .why = Iron, ferrous debris, water and particles have all left their trend at once. That happens with oil from the drain, from a cold or dead line or from behind the filter; a real failure seldom takes all four the same day.
    .action = The site draws a repeat sample from the agreed point, with the machine warm and running and the valve flushed, before the filter. The laboratory holds this report until the repeat is tested.
    .confirm = A repeat sample. If it agrees, the machine is in trouble: act on this report at once.

cause-S02 = The bottle looks swapped or mislabelled
    .why = Additives and viscosity are those of another machine of the same laboratory run, not those that this machine has always had. Until that is settled, every result here may be another machine's, and that machine's may be this one's.
    .action = The laboratory compares labels, list and bench order and tests the bottles again; both reports wait. If the laboratory finds nothing, the site checks which bottle was filled where and whether the oil was changed.
    .confirm = A second test of both bottles, or a repeat sample from each machine. A change to the other oil in the site's log refutes it.

cause-S03 = The bottle holds new oil, or an oil change was not recorded
    .why = Wear metals have dropped to almost nothing and the oil equals new oil. The results are good; the hours on the form do not belong to them, so no trend is drawn across this sample.
    .action = The site tells the laboratory the date of the last oil change, or sends a bottle drawn from the running machine. The laboratory then starts a new oil life at that date.
    .confirm = The change date in the site's log, or a repeat sample from the running machine.

cause-S04 = The dirt came with the bottle, not from the machine
    .why = The particle count and silicon jumped in one sample and no metal responded. The count of this bottle is not to be acted on.
    .action = The site draws a repeat sample into a clean bottle from the laboratory, with the machine warm and running and the valve flushed first. The laboratory discards this particle count and keeps the other results.
    .confirm = A repeat sample: if the count stays high, dirt is entering the machine.

cause-S05 = The particle count is wrong: it counts droplets, bubbles or additive
    .why = The counter sees particles and the patch shows none. Water, air, antifoam and dark oil deflect the light beam as solids do.
    .action = The laboratory counts again after degassing or with diluted oil, or by pore blockage, and states the method. No filter is changed for this count; the water or the air is looked after for itself.
    .confirm = A recount that falls, and a clean membrane at the same time.

cause-S06 = The test moved for the whole laboratory run, not the machine
    .why = On one day the same test moved the same way for machines that have nothing in common, or the laboratory's own check sample left its middle. An instrument, a calibration, a reagent or a method has changed.
    .action = The laboratory runs the check standard, puts the instrument right, tests the whole run again for this property and issues the reports anew. Nothing is done to a machine for this result.
    .confirm = A rerun after calibration that brings the results back to each machine's own line. If they stay, they are true.

cause-S07 = A limit was passed by no more than measuring scatter
    .why = The result lies just outside and the one before just inside; two tests of the same oil can differ by as much, and no other result has moved.
    .action = Nothing is done to the machine. Keep both values in the trend and take the next sample at the usual time.
    .confirm = The next sample. A third result in the same direction is a trend.

cause-S08 = The form lacks or contradicts what earlier forms said
    .why = Without hours and oil name no rate can be worked out, and the results may belong to another oil or machine. Levels are judged, rates are not to be relied on.
    .action = The site completes the form: oil hours, machine hours, oil name, oil added since the last sample. The laboratory asks before anybody diagnoses.
    .confirm = The machine's logbook, or a photo of its hour meter.

cause-A01 = Run-in wear that is fading
    .why = The machine is young and its metals fall from sample to sample, as surfaces bed in. Limits for run machines do not apply yet.
    .action = No part is opened for this. Maintenance makes the first oil change early, if the maker asks for it. The laboratory restarts the trend after run-in.
    .confirm = Metals per hour that go on falling over three samples. If they do not, treat it as wear.

cause-A02 = Copper is leaching from the cooler, not from a bearing
    .why = Copper is high, and tin and lead, which come with bearing wear, did not move. Copper dissolves from a new cooler or after a change of oil brand until its surface has passivated.
    .action = Do not open the machine for this. Stay with one oil brand and follow copper over three oil changes. Look again if tin, lead, sodium or potassium joins in.
    .confirm = Copper that falls with each oil change while tin and lead stay flat.

cause-A03 = The acid number is below that of the new oil, as additive is used up
    .why = Fresh additives of the zinc type are themselves acidic; as they work, the acid number falls before ageing lifts it again. The low number is no gain and no fault.
    .action = The laboratory takes the lowest value so far as the base: a rise from there counts, not the distance to the new oil.
    .confirm = Zinc and phosphorus beside it, and an acid number of the new oil of the same lot by the same method.

cause-A04 = Potassium and aluminium come from the flux of a new charge-air cooler
    .why = Potassium and aluminium are high and sodium is not, in a young engine: soldering flux washes out of the cooler over the first drains. Coolant brings sodium or another inhibitor with it.
    .action = No part is opened for this. Until the fourth drain the engineer judges coolant by sodium and glycol, not by potassium.
    .confirm = Potassium and aluminium that fall with each drain while sodium stays flat. A negative glycol test settles it today.

cause-A05 = The element was in the new oil already
    .why = The result is over a general limit and no higher than in the new oil of this machine: an additive, not dirt, coolant or wear.
    .action = Nothing is done to the machine. The laboratory keeps a new-oil sample of each batch and compares differences.
    .confirm = New oil of the same lot measured beside it.
