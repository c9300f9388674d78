"""What officers fill in: a section, a question with all that belongs to it, wordings, what to copy."""
