"""The days of a meeting in SQL."""

# the last day of a meeting `m`; one of which only the month or the year is known is to come until that is over
LAST_DAY = (
    "CASE m.date_precision WHEN 'month' THEN date(m.start_date, 'start of month', '+1 month', '-1 day') "
    "WHEN 'year' THEN date(m.start_date, 'start of year', '+1 year', '-1 day') "
    "ELSE max(m.start_date, coalesce(m.end_date, m.start_date)) END"
)
