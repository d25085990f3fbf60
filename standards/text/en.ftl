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
