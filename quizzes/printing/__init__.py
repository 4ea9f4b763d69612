"""Papers as Word documents: what learners write on, and the key for whoever marks it."""
