"""test_web_addresses: no name and no number leads to an address that is not public."""

from collections.abc import Sequence

import pytest

from domain.errors import Forbidden
from tests.tools.web_servers import knowing, refusal
from tools.web_address import is_public

INSIDE = (
    "127.0.0.2",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "169.254.169.254",
    "172.31.255.255",
    "192.168.1.1",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:53aa:64c:0:fbff:80ff:fffe",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
)


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_not_fetched(address: str) -> None:
    refused = refusal("http://inside.example/", resolve=knowing(inside_example=[address]))
    assert (type(refused), refused.code) == (Forbidden, "address_private")
    mixed = knowing(inside_example=["8.8.8.8", "2606:4700::1111", address])
    assert refusal("http://inside.example/", resolve=mixed).code == "address_private"


@pytest.mark.parametrize("address", [each for each in INSIDE if "%" not in each])
def test_an_address_inside_is_not_fetched_when_it_is_named_itself(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert refusal(f"http://{host}/").code == "address_private"


@pytest.mark.parametrize("answers", [["not an address"], [""], ["8.8.8.8", "localhost"]])
def test_an_answer_that_cannot_be_read_is_not_public(answers: Sequence[str]) -> None:
    assert refusal("http://a.example/", resolve=knowing(a_example=answers)).code == (
        "address_private"
    )


def test_the_systems_own_resolver_is_not_trusted_either() -> None:
    assert refusal("http://localhost/").code == "address_private"


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_the_open_internet_is_open(address: str) -> None:
    assert is_public(address)
