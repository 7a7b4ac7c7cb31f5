//! The states of a complaint, each with its own data; a step consumes one, and what it does not know it refuses.
