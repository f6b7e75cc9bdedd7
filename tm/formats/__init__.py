"""Files: text in any encoding that is met here, TMX, beads, SRX; and writing that leaves nothing half-done."""
