"""Training sessions for enterprises: planning, signing in, material."""
