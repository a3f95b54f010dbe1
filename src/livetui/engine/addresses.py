"""Network addresses that a public page has no business to send us to."""

from __future__ import annotations

import ipaddress

_TRANSLATED = (
    ipaddress.ip_network("64:ff9b::/96"),  # RFC 6052, well-known prefix
    ipaddress.ip_network("64:ff9b:1::/48"),  # RFC 8215, local-use translation
)
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598, behind a carrier's NAT
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")  # RFC 3879, deprecated but still routed inside sites


def is_private(address: str) -> bool:
    """Whether an IP address leads into this machine, its network, or nowhere on the public internet.

    An IPv4 address inside an IPv6 one (mapped, translated, 6to4, Teredo) is judged as the IPv4 address it reaches.

    Args:
        address: the numeric address of a connected peer; a zone (``fe80::1%eth0``) is ignored.

    Returns:
        True also for what is no address at all: unknown is not public.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _embedded(ip)
        if inner is not None:
            return is_private(str(inner))
        if ip in _SITE_LOCAL:
            return True
    elif ip in _SHARED:
        return True
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it stands for one."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if any(ip in network for network in _TRANSLATED) or (0xFFFF < int(ip) <= 0xFFFFFFFF):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
