"""The hearing of a request and what lies around a decision: calendar, minutes, arguments, copies, what was withheld."""
