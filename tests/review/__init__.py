"""Reviewing: the document, what is done to it, and how it comes in and goes out."""
