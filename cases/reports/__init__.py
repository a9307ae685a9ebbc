"""The crime report as the doors see it: moves, rules, forms, what its acts print, what they read.

The rows stand in `cases.models.reports`, what changes them in `cases.actions` (`reports`,
`report_decisions`, `statements`), the law in `ecase.law.reports`.
"""
