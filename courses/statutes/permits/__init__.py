"""Who needs a pollutant discharge permit: looking it up in the catalogue of 2019."""
