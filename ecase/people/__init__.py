"""Users, offices, appointments, notices: who somebody is and which post he speaks from."""
