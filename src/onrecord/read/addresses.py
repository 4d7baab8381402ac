"""Which addresses may be fetched: the rules for an address as written, and for the IP address behind its name.

Refuses everything but http and https, names and passwords inside an address, and every IP address that is not on the
public Internet: private, loopback, link-local, shared (CGNAT), multicast, reserved, and the IPv6 forms that hide an
IPv4 address. It follows the special-purpose registries of IANA (RFC 6890) by its own table, since what Python's
`ipaddress` counts as global has changed between releases. Nothing is resolved or fetched here.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import SplitResult, quote, urlsplit

from onrecord.errors import OnRecordError

_PORTS: Final = {"http": 80, "https": 443}
_MAX_LENGTH: Final = 8000
_HOST: Final = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_USERINFO: Final = re.compile(r"//[^/?#]*@")
_PRINTABLE: Final = "".join(chr(code) for code in range(0x21, 0x7F))
_REMEDY: Final = "Check how it is written, or save the page with a browser and read the file."
_SCHEMES: Final = "Addresses begin with http:// or https://; a file is named by its path alone."

# Name → networks that are never reached from the open Internet, or should not be.
_REFUSED: Final = {
    "an unspecified address": ("0.0.0.0/8", "::/128"),
    "a loopback address": ("127.0.0.0/8", "::1/128"),
    "a private address": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    "a link-local address": ("169.254.0.0/16", "fe80::/10"),
    "a shared address of a provider": ("100.64.0.0/10",),
    "a multicast address": ("224.0.0.0/4", "ff00::/8"),
    "a reserved address": (
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "240.0.0.0/4", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
    ),
    "an IPv6 address that hides another one": ("::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "2002::/16"),
}  # fmt: skip
_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
_NETWORKS: Final[tuple[tuple[_Network, str], ...]] = tuple(
    (ipaddress.ip_network(network), name) for name, networks in _REFUSED.items() for network in networks
)
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart: the host in ASCII without brackets, the port, and path with query, all as sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port ("https://news.example"), the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port != _PORTS[self.scheme] else "")

    @property
    def url(self) -> str:
        """The address in one piece, without fragment; the same for every way of writing it."""
        return self.origin + self.target


def parse(url: str) -> Address:
    """An address as a person or a page wrote it, with or without characters beyond ASCII. Raises OR121."""
    text = url.strip(" \t\r\n")
    if len(text) > _MAX_LENGTH:
        raise _refused(text[:80] + "…", f"it is longer than {_MAX_LENGTH} characters")
    if _CONTROL.search(text):
        raise _refused(text, "it holds control characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _refused(text, str(error)) from None
    _check_parts(text, parts, port)
    scheme = parts.scheme.lower()
    target = quote(parts.path or "/", safe=_PRINTABLE) + (f"?{quote(parts.query, safe=_PRINTABLE)}" * bool(parts.query))
    return Address(scheme, _host(text, parts.hostname or ""), port or _PORTS[scheme], target)


def is_web(name: str) -> bool:
    """Whether what a person typed is meant as an address of the web."""
    return name[:8].lower().startswith(("http://", "https://"))


def refusal(address: str) -> str | None:
    """Why this IP address is not to be connected to ("a loopback address"), or `None` where it is on the Internet."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "no IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id:
            return "a link-local address"
        # RFC 6052: networks without IPv4 reach public IPv4 hosts under this prefix, which is all it may be used for.
        if ip in _NAT64:
            return refusal(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    for network, name in _NETWORKS:
        if ip.version == network.version and ip in network:
            return name
    return "a reserved address" if ip.version == 6 and ip not in _GLOBAL_UNICAST else None


def _check_parts(text: str, parts: SplitResult, port: int | None) -> None:
    if parts.scheme.lower() not in _PORTS:
        found = f"“{parts.scheme}:” is neither http nor https" if parts.scheme else "it has no scheme"
        raise _refused(text, found, _SCHEMES)
    if "@" in parts.netloc:
        raise _refused(text, "it holds a name or a password")
    if not parts.hostname:
        raise _refused(text, "it names no host")
    if port == 0:
        raise _refused(text, "port 0")


def _host(text: str, host: str) -> str:
    """The host in ASCII: an IP address in its usual form, a name by IDNA 2008 with the mapping of UTS 46."""
    if ":" in host:
        try:
            # A zone ("fe80::1%eth0") names an interface of this machine; no page lies behind one.
            return str(ipaddress.IPv6Address(host.replace("%", "/")))
        except ValueError as error:
            raise _refused(text, str(error)) from None
    name = host.removesuffix(".").lower()
    if not name.isascii():
        name = _idna(text, name)
    if not _HOST.fullmatch(name):
        raise _refused(text, "its host is not a name that the web uses")
    return name


def _idna(text: str, name: str) -> str:
    import idna  # noqa: PLC0415 - slow to import, and seldom needed

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except UnicodeError as error:
        raise _refused(text, f"its host is not a name that the web uses: {error}") from None


def _refused(text: str, detail: str, remedy: str = _REMEDY) -> OnRecordError:
    """OR121; a name or password in the address is not repeated."""
    return OnRecordError("OR121", _USERINFO.sub("//…@", text, count=1), remedy, detail)
