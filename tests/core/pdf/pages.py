"""Pages as the portal prints them, in HTML."""

CSS = """
@page { size: A4; margin: 24mm 18mm 22mm }
body { font-family: 'Liberation Sans', sans-serif; font-size: 10pt }
table { border-collapse: collapse } th, td { border: 0.5pt solid #666; padding: 2pt }
"""


def page(title: str, body: str, *, lang: str = "en-GB", css: str = "") -> str:
    return (
        f'<html lang="{lang}"><head><title>{title}</title><style>{CSS}{css}</style>'
        f"</head><body>{body}</body></html>"
    )


def contents_page(rows: list[tuple[str, str, str]]) -> str:
    """Rows of (item key, words, page)."""
    body = "".join(
        f'<tr><td><a href="https://pack.invalid/item/{key}">{words}</a></td>'
        f"<td>{label}</td></tr>"
        for key, words, label in rows
    )
    return page(
        "Agenda",
        "<h1>Agenda</h1><table><thead><tr><th>Item</th><th>Page</th></tr></thead>"
        f"<tbody>{body}</tbody></table>",
    )


def cover_sheet(title: str) -> str:
    return page(
        title,
        f"""<h1>{title}</h1>
        <p>Written for the board. <a href="#more">See the purpose</a>, or
        <a href="https://www.example.org/plan">the plan</a>.</p>
        <table><thead><tr><td></td><th scope="col">Plan</th><th scope="col">Actual</th>
        </tr></thead><tbody>
        <tr><th scope="row">Pay</th><td>10</td><td>12</td></tr>
        <tr><th scope="row">Other</th><td>4</td><td>3</td></tr></tbody></table>
        <h2 id="more">Purpose</h2><ul><li>For decision</li><li>For assurance</li></ul>
        <p>Second page follows.</p>
        <h2 style="break-before: page">Implications</h2>
        <p>None that are known.</p>""",
    )
