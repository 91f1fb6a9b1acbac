"""test_hosts: one host, one spelling; every other spelling is the same or refused."""

import pytest

from domain.errors import Invalid
from tools.web import host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.com/a?b#c", "example.com"),
        ("HTTPS://EXAMPLE.COM:443", "example.com"),
        ("http://example.com./", "example.com"),
        ("http://example.com:8080/", "example.com"),
        ("http://user:pass@example.com/", "example.com"),
        ("http://a_b.example.com/", "a_b.example.com"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("http://BÜCHER.example/", "xn--bcher-kva.example"),
        ("http://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("http://faß.example/", "xn--fa-hia.example"),
        ("http://shop。example/", "shop.example"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("http://8.8.8.8:80/", "8.8.8.8"),
        ("http://[2001:DB8:0:0::1]:80/", "2001:db8::1"),
        ("http://[::ffff:127.0.0.1]/", "::ffff:7f00:1"),
        ("http://example.com#@evil.example/", "example.com"),
        ("http://example.com?@evil.example/", "example.com"),
        ("//example.com/x", "example.com"),
    ],
)
def test_a_host_has_one_spelling(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "/path",
        "http://",
        "http:///path",
        "http://./",
        "http://a..b/",
        "http://-a.example/",
        "http://a-.example/",
        f"http://{'a' * 64}.example/",
        f"http://{'a.' * 127}example/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/",
        "http://ⓔxample.com/",
        "http://ex\u00adample.com/",
        "http://ex\u200bample.com/",
        "http://%65xample.com/",
        "http://example.com%2f.evil.example/",
        "http://exam ple.com/",
        "http://example.com\t/",
        "http://example.com\\.evil.example/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://[v1.x]/",
        "http://example.com:port/",
        "http://\ud800.example/",
    ],
)
def test_a_host_that_could_be_read_in_two_ways_is_refused(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        host_of(url)
    assert refused.value.code == "url_malformed"
    assert "Give one such as" in refused.value.sentence
