import time, cProfile, pstats
import pytest
from tests.transfer.cards import *
pytestmark = pytest.mark.django_db(transaction=True)
def test_x(tmp_path):
    p = file_of(tmp_path, *synthetic(10000))
    t=time.perf_counter()
    r = import_cards(paths=[p], by=SYSTEM)
    d=time.perf_counter()-t
    print(outcomes(r), d, 10000/d)
    t=time.perf_counter(); x=exported(); d=time.perf_counter()-t; print("export", 10000/d, len(x))
    p2 = file_of(tmp_path, x, name="y.vcf")
    rev = revision()
    t=time.perf_counter(); r=import_cards(paths=[p2], by=SYSTEM); d=time.perf_counter()-t; print("re", outcomes(r), 10000/d)
    assert rev==revision()
    t=time.perf_counter(); r=import_cards(paths=[p], by=SYSTEM); d=time.perf_counter()-t; print("orig again", outcomes(r), 10000/d)
    assert rev==revision()
def test_prof(tmp_path):
    p = file_of(tmp_path, *synthetic(5000))
    pr=cProfile.Profile(); pr.enable()
    r = import_cards(paths=[p], by=SYSTEM)
    pr.disable()
    pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
