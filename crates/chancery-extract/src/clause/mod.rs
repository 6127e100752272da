//! Clauses: what every rule about acts asks of a verb: its subject and objects through passives, control,
//! relative clauses and conjunction; negation, modality, tense.
