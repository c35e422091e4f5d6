"""Files that are no documents and that nobody would miss."""

import re

_ENDINGS = re.compile(
    r"~$|\.(?:css|js|map|woff2?|[ot]tf|eot|ico|svg|gif|webp|mp[34]|m4a|wav|avi|mov|mkv|exe|dll|msi|lnk"
    r"|url|ini|db|tmp|bak|log|pyc?|sh|bat|cmd|lock|p7s|ics|vcf)$"
)


def is_beside(name: str) -> bool:
    """Whether a file is what programs leave, a part of a saved web page, a film. Of any other kind
    that has no reader people are told."""
    return name.startswith((".", "~$")) or bool(_ENDINGS.search(name.lower()))
