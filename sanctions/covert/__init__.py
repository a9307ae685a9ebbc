"""Covert actions from the request to the person's notice (CPC 231-241): what only they have.

Asking, deciding and the papers of a request are those of every kind (`sanctions.actions`, `sanctions.acts`). Here:
`moves` and `rules` (who may do what around and after the decision), `actions`, `filing`, `destroying`, `notices`,
`handing` (each writes), `effects` (what a decision does), `sight` (who is let in), `queries`, `notices_told`,
`citizens` (the person without an account), the doors `views`, `citizen_page`, `api`. Every row lies in the covert
compartment, every entry in the stream of its own matter.
"""
