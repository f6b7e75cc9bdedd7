"""Numbers and dates, two families that read the same figures (`reading`) and compare them (`differences`)."""
