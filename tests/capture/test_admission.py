import pytest

from yosuga.capture.admission import admit
from yosuga.capture.base import Network
from yosuga.errors import AddressRefused, BadUrl


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "--headless", "$(id)", ""])
def test_what_is_no_url_is_refused_before_it_is_written_down(url: str) -> None:
    with pytest.raises(BadUrl):
        admit(url, network=Network.PUBLIC)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost./", "http://2130706433/", "http://[::1]/"])
def test_what_leads_inside_by_its_spelling_is_refused_unless_it_is_allowed(url: str) -> None:
    with pytest.raises(AddressRefused):
        admit(url, network=Network.PUBLIC)
    assert admit(url, network=Network.OWN_MACHINES).url == url
