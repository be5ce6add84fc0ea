"""What every endpoint shares: envelope, errors, languages, rate limits."""
