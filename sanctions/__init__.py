"""Sanctions: request, prosecutor, court, by the route of each kind."""
