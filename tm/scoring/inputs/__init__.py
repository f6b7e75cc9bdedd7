"""What is scored: references and hypotheses, from whatever files people have them in, joined."""
