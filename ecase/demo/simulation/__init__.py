"""Many cases that nobody conducted, for measuring: names, articles, terms and papers as they come in life, by lot."""
