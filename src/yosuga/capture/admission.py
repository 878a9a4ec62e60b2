"""Which orders may be carried out at all: said before anything is opened or written down."""

from urllib.parse import urlsplit

from yosuga.capture.addresses import host_refusal
from yosuga.capture.base import Network, Order
from yosuga.capture.url import check
from yosuga.errors import AddressRefused


def admit(url: str, *, network: Network) -> Order:
    """Return the order for a URL. Raises BadUrl, or AddressRefused where the spelling alone leads inside."""
    checked = check(url)
    why = host_refusal(urlsplit(checked).hostname or "") if network is Network.PUBLIC else ""
    if why:
        raise AddressRefused(why)
    return Order(url=url, network=network)
