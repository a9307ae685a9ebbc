"""The spreadsheet export of the national register (ЕРДР): reading it, judging its rows, writing the same shape.

Pure: no database, no clock. What the installation knows (offices, regions, the Criminal Code) is handed in as plain
values; loading is `cases.actions.register_import`, finding what is here already `cases.queries.register_rows`.
"""
