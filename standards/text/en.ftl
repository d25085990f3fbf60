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
