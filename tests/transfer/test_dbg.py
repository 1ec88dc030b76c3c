import random, pytest
from django.db import transaction
from tests.formats.test_vcard_hostile import mutated, seeds
from klientel.transfer.operations import import_cards
from klientel.transfer import apply
from tests.factories import SYSTEM
from tests.transfer.cards import *
pytestmark = pytest.mark.django_db
def test_x(tmp_path, monkeypatch):
    chance = random.Random(20261124); inputs = seeds(); path = tmp_path/"c.vcf"
    log=[]
    orig=apply.change_by_card
    def spy(**v):
        log.append(v["change"]); return orig(**v)
    monkeypatch.setattr(apply,"change_by_card",spy)
    bad=0
    for i in range(90):
        path.write_bytes(b"\r\n".join(mutated(chance.choice(inputs), chance) for _ in range(8)))
        with transaction.atomic():
            import_cards(paths=[path], by=SYSTEM)
            from klientel.contacts.models import Contact
            log.clear(); a=import_cards(paths=[path], by=SYSTEM)
            if a.total("new") or a.total("updated"):
                bad+=1
                for c in log:
                    k=Contact.objects.get(pk=c.contact)
                    print("FILE", i, c, "\nRAW", k.raw_card.text[:1500])
                for l in a.lines: print(l)
                if a.total("new"): print("NEW!", path.read_bytes()[:3000])
            b4=revision(); t=exported()
            if not t: transaction.set_rollback(True); continue
            o=imported(tmp_path,t,name="o.vcf")
            if set(outcomes(o))-{"unchanged"} or revision()!=b4:
                bad+=1; print("EXPORT", i, outcomes(o), o.lines, log[-3:])
            transaction.set_rollback(True)
        if bad>2: break
    assert not bad
