"""Findings on the console."""

from collections.abc import Sequence

import click

from mingzhang.findings import Finding, by_severity, counts


def show_findings(findings: Sequence[Finding], *, limit: int | None = None) -> None:
    """All findings on standard error, errors first, with a closing count by severity."""
    ordered = by_severity(findings)
    for item in ordered[:limit]:
        click.echo(item.text(), err=True)
    if limit is not None and len(ordered) > limit:
        click.echo(f"（其余 {len(ordered) - limit} 条从略）", err=True)
    if findings:
        click.echo(f"共计：{counts(findings)}。", err=True)
