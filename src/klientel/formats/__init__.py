"""What the outside world writes: cards, phones, names, dates. Pure; imports nothing of ours."""
