//! A complaint's whole life so far: the fold of its events.
