"""What people fill in who prepare and run events: the event, steps of its agenda, cards, counts of paper."""
