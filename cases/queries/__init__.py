"""Reading across a case; every door passes the appointment that asks."""
