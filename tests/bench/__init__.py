"""Measurements against a limit or a peer of the same run: ratios, not seconds. `./run bench NAME` starts them."""
