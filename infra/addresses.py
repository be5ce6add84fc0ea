"""Which internet addresses a request of this service may reach: public ones, whatever they are wrapped in."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # RFC 6052, RFC 8215: the last 32 bits are IPv4
TUNNELS = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))  # Teredo, 6to4


def is_public(address: str) -> bool:
    """True if the address is one on the public internet.

    >>> [is_public(a) for a in ("93.184.216.34", "2606:4700::1111", "10.0.0.1", "::1", "169.254.169.254")]
    [True, True, False, False, False]
    >>> [is_public(a) for a in ("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "0.0.0.0", "224.0.0.1")]
    [False, False, False, False, False]
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        return _is_public_v6(parsed)
    return _is_public_v4(parsed)


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _is_public_v6(address: IPv6Address) -> bool:
    if address.ipv4_mapped is not None:
        return _is_public_v4(address.ipv4_mapped)
    if any(address in network for network in NAT64):
        return _is_public_v4(IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address in network for network in TUNNELS):
        return False
    kinds = (address.is_multicast, address.is_reserved, address.is_site_local, address.is_unspecified)
    return address.is_global and not any(kinds)
