"""Files: text in the encodings that are met here, TMX, beads, SRX; and writing that leaves no halves."""
