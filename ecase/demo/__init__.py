"""The demo story, told by calling the actions."""
