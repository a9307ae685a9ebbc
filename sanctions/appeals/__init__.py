"""Appeals against the acts of the investigating judge (107): moves, rules, forms, acts, doors.

An appeal is begun by the move `appeal` of a sanction (`sanctions.actions.appeals.appeal`) and goes through the court
that decided to a judge of the court above.
"""
