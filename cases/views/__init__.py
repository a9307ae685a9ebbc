"""The pages of a case. Each passes the appointment that asks to `visible_to`; strangers get 404."""
