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

<<<<<<< HEAD
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
report-axes = Oil · contamination · machine
report-finding = Main finding
report-findings = Findings
report-what-to-do = What to do
report-last-sample = Last sample
report-date = Date
report-period = Period
report-period-days = { $first } to { $last }
report-laboratory = Laboratory
report-as-of = As of
report-oil = Oil
report-grade = Grade
report-oil-hours = Hours on oil
report-machine-hours = Hours on machine
report-oil-changed = Oil changed after sampling
report-top-up = Top-up, L
report-note = Note
report-lab-verdict = Laboratory's own remark
report-yes = yes
report-hours = { $hours } h
report-back = Back to top

# Verdict in a sentence; a sampling point is a place on a machine from which oil is drawn
report-verdict-act = { $count } of { $total } sampling points need action.
report-verdict-watch = No sampling point needs action; { $count } of { $total } should be watched.
report-verdict-unjudged = Nothing found that needs action, but { $count } of { $total } sampling points could not be judged.
report-verdict-good = All { $total } sampling points are normal.
report-no-samples = No samples were read. What was found in the files is listed under Problems.
report-nothing-found = No findings
report-nothing-judged = No verdict: none of the results could be held against a limit.
report-nothing-to-do = Nothing to do. Keep to the sampling interval.
report-due-now = at once
report-due-tomorrow = within 1 day
report-due-days = within { $days } days

# Findings
report-evidence = Evidence
report-against = Speaks against it
report-missing = Not tested
report-confidence = Confidence
report-since = since
report-source = Source
report-limit = Limit

# Oil change
report-drain = Oil change
report-drain-due = The oil is due now: { $property } has reached its limit.
report-drain-forecast = { $property } will reach its limit in about { $expected } ({ $earliest } to { $latest }).
report-drain-calendar = At the present rate of use: { $expected } ({ $earliest } to { $latest }).
report-drain-open = no end in sight
report-drain-not-enough-data = No forecast yet.
report-drain-none-in-sight = Not due: no limiting property is moving towards its limit.

# Charts
report-charts = Trends
report-chart-limit = { $severity }: { $limit }
report-chart-new-oil = New oil { $value }
report-chart-oil-change = Oil change
report-chart-below = below the reporting limit
report-chart-above = above the measuring range
report-chart-scatter = scatter of the method
report-chart-oil-hours = Hours on oil
report-chart-no-values = No values
report-chart-not-drawn = { $count } results are not numbers and are not drawn
report-chart-thinned = Part of { $count } results drawn
report-chart-description = { $property } of { $machine }, { $count } results from { $first } to { $last }
report-spark = { $property }, last { $count } results

# Results and history
report-results = Results
report-property = Property
report-trend = Trend
report-unreadable = unreadable
report-limits-applied = All limits applied to this sample
report-outcome = Outcome
report-document = Document
report-provenance = Trust
report-full-history = Full history
report-more-samples = { $count } older samples are not shown here; samples.ndjson holds all.
report-more = { $count } more samples are not shown here; samples.ndjson holds all.

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

# Deliveries of new oil
report-deliveries = Deliveries of new oil
report-lot = Lot
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
report-unconfirmed = Limits not yet confirmed.
report-unconfirmed-count = { $count } of { $total } verdicts on the current samples rest on limits not yet confirmed against the printed standard: { $documents }.

# Turnaround
report-turnaround = From receipt to report
report-turnaround-share = { $count } of { $total } samples ({ $share } %) were reported within { $promised } hours of receipt.
report-turnaround-unknown = { $count } more do not give both times.
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
report-more-problems = { $count } more are in problems.csv.
report-more-machines = { $count } more sampling points are in the customers' reports.

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
=======

## findings: limits, trends, drain, quality, choice of documents

# Limits, in words. Stand inside sentences after "limit:" or "allows".
proof-bound-at-most = at most { $high }
proof-bound-below = below { $high }
proof-bound-at-least = at least { $low }
proof-bound-above = above { $low }
proof-bound-within = { $low } to { $high }
proof-bound-within-below = { $low } to below { $high }
proof-bound-class = { $code } or better
proof-bound-rise-percent = a rise of at most { $high } % over the new oil
proof-bound-change-percent = a change of { $low } % to { $high } % from the new oil
proof-bound-change-at-most = a rise of at most { $high } over the new oil
proof-bound-change-below = a rise of less than { $high } over the new oil
proof-bound-change-at-least = a change of no less than { $low } from the new oil
proof-bound-percent-of-new = at least { $low } % of the new oil
proof-bound-pass = a pass
proof-bound-trace = a trace at most
proof-bound-none = none
proof-bound-report = no limit, to be reported
proof-bound-as-written = { $limit }

# Evidence.
proof-over = { $property } { $value }; { $document } allows { $bound }.
proof-over-near = { $property } { $value }; { $document } allows { $bound }. The difference is within the precision of the method.
proof-over-change = { $property } { $value }, new oil { $reference }; { $document } allows { $bound }.
proof-over-unconfirmed = { $property } { $value }; { $document } allows { $bound }, but this limit is not yet confirmed against the printed standard.
proof-rises = { $property } has risen from { $start } to { $value } since { $since }; the method cannot tell differences under { $scatter }.
proof-rises-own-scatter = { $property } has risen from { $start } to { $value } since { $since }; earlier results of this oil scatter by { $scatter }. The precision of the method is not known.
proof-falls = { $property } has fallen from { $start } to { $value } since { $since }; the method cannot tell differences under { $scatter }.
proof-falls-own-scatter = { $property } has fallen from { $start } to { $value } since { $since }; earlier results of this oil scatter by { $scatter }. The precision of the method is not known.
proof-flat = { $property } { $value }, no movement from { $start } beyond the scatter.
proof-under-reporting-limit = { $property } { $value }, not above the reporting limit.
proof-above-level = { $property } { $value }, above { $level }.
proof-below-level = { $property } { $value }, below { $level }.
proof-over-new = { $property } { $value }, new oil { $reference }.
proof-over-new-below = { $property } { $value }, new oil below { $reference }.
proof-under-new = { $property } { $value }, new oil { $reference }.
proof-rise-ratio = { $property } has risen { $ratio } times as much as { $other }.
proof-ratio = { $property } stands at { $ratio } times { $other }.
proof-rated = { $property }: { $value }.
proof-steps-up = { $property } { $value }, after { $best } earlier in this oil.
proof-machine-hours = The machine has run { $hours } h only.
proof-oil-hours = The oil has run { $hours } h only.
proof-topped-up = { $litres } L were topped up since the sample before.
proof-noted = The note on the sample says "{ $words }".
proof-limit-soon = { $property } { $value } will reach { $level } before the next usual sample; { $document } allows { $bound }.
proof-limit-half-way = { $property } { $value } is more than half way to { $level }; { $document } allows { $bound }.
proof-code-rises = The code { $value } rises with particle size; larger particles cannot outnumber all particles.
proof-code-counts = The code is { $value }, but the counts make { $counted }.
proof-index = The index is stated as { $value }; the viscosities { $at40 } at 40 °C and { $at100 } at 100 °C make { $computed }.
proof-hours-missing = { $count ->
    [one] One earlier sample of this oil has its oil hours
   *[other] { $count } earlier samples of this oil have their oil hours
 }, this one has not.
proof-sampled-after-received = Sampled on { $sampled }, but received on { $received }.

# Findings.
finding-over-limit = { $property } is { $value }; { $document } allows { $bound }
finding-over-limit-since = { $property } is { $value } and has been outside since { $since }; { $document } allows { $bound }
finding-over-limit-overruled = { $property } is { $value }, outside { $document } ({ $bound }), but inside the limit agreed for this machine
finding-over-limit-action-oil = Resample to confirm, then plan the oil change; look for heat, air or water that ages the oil.
finding-over-limit-action-oil-watch = Take the next sample at half the usual interval and watch this property.
finding-over-limit-action-contamination = Find and stop the way in, then dry or filter the oil, and sample again when it is clean.
finding-over-limit-action-contamination-watch = Check breather, seals, cooler and top-up practice; take the next sample at half the usual interval.
finding-over-limit-action-machine = Resample at once; if it is confirmed, inspect the parts that this metal comes from before replacing the oil.
finding-over-limit-action-machine-watch = Take the next sample at half the usual interval; keep filters and magnetic plugs for inspection.
finding-over-limit-action-overruled = None; the limit agreed for this machine decides.
finding-off-grade = New oil does not meet { $grade } of { $document }: { $properties }
finding-off-grade-unconfirmed = New oil may not meet { $grade } of { $document }: { $properties }; the limit is not yet confirmed against the printed standard
finding-off-grade-action = Do not fill it into a machine. Keep the delivery apart, test the retained sample again, and inform the supplier.
finding-off-grade-action-lot = Do not fill lot { $lot } into a machine. Keep the lot apart, test the retained sample again, inform the supplier, and check where the lot has gone.
finding-off-grade-action-unconfirmed = Check the limit in the printed standard before accepting or rejecting the delivery.
finding-rising = { $property } has been rising since { $since }, from { $start } to { $value }, and nears its limit
finding-falling = { $property } has been falling since { $since }, from { $start } to { $value }, and nears its limit
finding-rising-action = Take the next sample no later than usual and prepare for the limit to be reached.
finding-drain-due = The oil is due for its change: { $property } is outside a condemning limit
finding-drain-due-action = Change the oil at the next stop, and take a sample of the new charge after a day of running.
finding-drain-due-action-confirm = Take a second sample to confirm, and plan the oil change.

# When the oil is due.
drain-no-rules = No rule is known for what condemns this kind of oil.
drain-not-judged = None of the results that decide on a change could be held against a limit: { $properties }.
drain-few-results = { $count ->
    [0] No result of this oil can be forecast yet
    [one] One result of this oil is no basis for a forecast
   *[other] { $count } results of this oil are no basis for a forecast
 }; { $needed } are needed.
drain-hours-missing = Oil hours are not recorded, so the remaining hours cannot be stated.
drain-over = { $property } { $value } is outside a limit that condemns the oil.
drain-agrees = { $property } { $value } agrees: it has reached its warning limit.
drain-with-another-alone = { $property } { $value } is outside its limit, but alone it does not condemn the oil; another test must agree.
drain-clean = { $property } { $value }: the oil needs cleaning or drying. That alone is no reason to change it.
drain-approaches = { $property } { $value } moves towards { $level }, where the oil is condemned.
drain-open-end = The window is open at its end: nothing is forecast further ahead than the { $hours } h that this oil has run.
drain-none = { $properties }: none moves towards a condemning limit beyond what the method scatters.

# Which documents judge.
spec-none = No standard or alarm list is known for this oil in this machine, so its results are shown without a verdict.
spec-none-no-grade = The sample names no grade, so new oil cannot be judged.
spec-none-new = No specification is known for "{ $grade }", so its results are shown without a verdict.
spec-not-in-force = "{ $grade }" is known, but no edition that has it was in force on the day of sampling.
spec-alarms-only = No oil-change standard is known for this oil; it is judged by warning limits for the kind of machine only.
spec-classes = "{ $grade }" leaves the class open ({ $classes }); only limits that are the same in all of them judge.
spec-superseded = { $document } was asked for; { $successor } has taken its place since { $date }.
spec-superseded-undated = { $document } was asked for; { $successor } has taken its place.
spec-superseded-alone = { $document } was asked for; it is no longer in force.

# Why a result was not judged, or how sure the verdict is.
reason-unreadable = The result could not be read.
reason-other-unit = The limit is stated in a unit that this result cannot be converted to.
reason-kind = The result and the limit are of different kinds.
reason-no-reference = The limit is on the change from new oil, and no new-oil value is known.
reason-censored = The reporting limit of the result lies across the limit.
reason-limit-unconfirmed = The limit is not yet confirmed against the printed standard and does not fail an oil by itself.
reason-near = The result is closer to the limit than the method can tell.
reason-classes-differ = The classes that the grade's name leaves open differ here: { $classes }.

# Doubtful results.
quality-code-rises = The cleanliness code contradicts itself
quality-code-rises-action = Count again; read the numbers in the order 4, 6, 14 µm.
quality-code-counts = The cleanliness code does not fit the particle counts
quality-code-counts-action = Check the counter's size channels and calibration, and report the code again.
quality-viscosity-index = The viscosity index does not fit the viscosities
quality-viscosity-index-action = Measure both viscosities again before the results are used.
quality-hours-missing = The oil hours are missing
quality-hours-missing-action = Ask for the oil hours; without them trends rest on the calendar.
quality-dates = The sample is dated after its arrival
quality-dates-action = Ask for the date of sampling.
>>>>>>> history
