//! The rules of complaints, pure: no clock, network, randomness, browser or Worker types; time comes in as a value.
