"""The pages of the writ: in its case, on the board of all, in a party's own room."""
