"""The audit trail: who changed what, when and from where, in a chain that cannot be forged."""
