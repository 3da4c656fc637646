"""The report on sales."""

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import Chart, Report, amount, amounts, bars, few, figures
from smallcrm.parsing.money import say_fine
from smallcrm.parsing.text import one_line
from smallcrm.reports.period import Period
from smallcrm.reports.sales import Sales

EMPTY = {"group": "in no group", "source": "not said"}


def sales_report(sales: Sales, period: Period, currency: str) -> Report:
    """What was sold under each heading, with a bar for what was kept of it."""
    rows: list[Row] = [
        {
            sales.by: line.key,
            "code": line.code,
            "orders": line.orders,
            "returns": line.returns,
            "sold": amount(line.sold),
            "returned": amount(line.returned),
            "net": amount(line.net),
        }
        for line in sales.lines
    ]
    total = sum(line.net for line in sales.lines)
    return Report(
        Listing(
            (sales.by, *(("code",) if sales.by == "product" else ()), *FIGURES),
            rows,
            (
                Column(sales.by.capitalize(), lambda row: _heading(row, sales.by), whole=True),
                figures("Orders", "orders"),
                figures("Returns", "returns"),
                amounts("Sold", "sold", currency),
                amounts("Returned", "returned", currency),
                amounts("Net", "net", currency),
                bars(rows, "net"),
            ),
            title=f"Sales by {sales.by}",
            empty="nothing was sold.",
            note=f"Net {say_fine(total, currency)} in all",
        ),
        period=period,
        remarks=few(sales.orders, "order"),
        behind=" ".join(("crm order list", *period.words)),
        chart=Chart(
            "Net",
            [_heading(row, sales.by) for row in rows],
            [line.net for line in sales.lines],
            [say_fine(line.net, currency) for line in sales.lines],
        ),
    )


FIGURES = ("orders", "returns", "sold", "returned", "net")


def _heading(row: Row, by: str) -> str:
    name = one_line(str(row[by])) or EMPTY.get(by, "")
    return f"{row['code']} {name}" if row["code"] else name
