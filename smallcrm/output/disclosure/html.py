"""The page as one HTML file: no script, nothing from elsewhere, every text escaped."""

from html import escape

from smallcrm.output.disclosure.page import Fact, Page, Part
from smallcrm.parsing.text import visible

# Nothing may be loaded or run, whatever a text holds.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.45 system-ui, sans-serif; color: #111; background: #fff;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; padding-bottom: .25rem;
  border-bottom: 1px solid #888; break-after: avoid; }
.under { color: #444; margin: 0 0 1.5rem; }
dl { margin: 0; }
.fact { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1rem; padding: .25rem 0;
  break-inside: avoid; }
dt { color: #444; }
dd { margin: 0; white-space: pre-line; }
dd:only-child { grid-column: 1 / -1; }
@media (max-width: 36rem) { .fact { grid-template-columns: 1fr; padding: .4rem 0; } }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } }
"""


def html_of(page: Page) -> str:
    """The whole file."""
    parts = "\n".join(map(_part, page.parts))
    return f"""<!DOCTYPE html>
<html lang="{_text(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{_text(page.title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{_text(page.title)}</h1>
<p class="under">{_text(page.under)}</p>
<p>{_text(page.intro)}</p>
{parts}
</main>
</body>
</html>
"""


def _part(part: Part) -> str:
    facts = "\n".join(map(_fact, part.facts))
    return f"<section>\n<h2>{_text(part.title)}</h2>\n<dl>\n{facts}\n</dl>\n</section>"


def _fact(fact: Fact) -> str:
    label = f"<dt>{_text(fact.label)}</dt>" if fact.label else ""
    return f'<div class="fact">{label}<dd>{_text(fact.text)}</dd></div>'


def _text(text: str) -> str:
    r"""What could act or hide is made visible, as in `\u202e`, and what means something escaped."""
    return escape(visible(text, keep="\n"))
