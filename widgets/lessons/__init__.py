"""What lesson notebooks show: calculators of legal deadlines and the place for practice."""
