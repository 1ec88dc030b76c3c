"""Writes contacts at 20 a second until it is stopped, and says each acknowledged revision."""

import sys
import threading


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from klientel.changes.actors import system
    from klientel.contacts.operations.contacts import add_contact

    pause, number = threading.Event(), 0
    while True:
        number += 1
        made = add_contact(patch={"family_name": f"Berg {number}"}, by=system(timezone.now()))
        sys.stdout.write(f"{made.revision}\n")
        sys.stdout.flush()
        pause.wait(0.05)


if __name__ == "__main__":
    main()
