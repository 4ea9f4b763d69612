"""Credit hours that somebody records: proofs of external study and group study sessions."""
