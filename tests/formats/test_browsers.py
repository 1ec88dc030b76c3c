import pytest

from klientel.formats.browsers import browser_name, system_name

MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "names"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Windows")),
        (f"{MAC} Chrome/140.0.0.0 Safari/537.36", ("Chrome", "macOS")),
        (f"{MAC} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", ("Edge", "macOS")),
        (f"{MAC} Version/18.5 Safari/605.1.15", ("Safari", "macOS")),
        (f"{MAC} Chrome/140.0.0.0 Safari/537.36 OPR/120", ("Opera", "macOS")),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) CriOS/140.0 Mobile Safari/604.1", ("Chrome", "iPhone")),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/140.0.0.0 Safari/537.36", ("Chrome", "ChromeOS")),
        ("curl/8.5", ("", "")),
        ("", ("", "")),
        ("Safari/" * 100_000, ("Safari", "")),
    ],
)  # fmt: skip
def test_a_browser_is_named_by_what_it_says(agent, names):
    assert (browser_name(agent), system_name(agent)) == names
