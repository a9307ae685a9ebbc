"""The tick: fires what is due, writes what the law says happens then."""
