"""Metrics of machine translation, all of them computed by sacrebleu and named by its signatures."""
