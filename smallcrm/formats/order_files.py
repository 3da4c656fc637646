"""Which of several files belong together: lines of orders, the orders, products and customers."""

from collections.abc import Mapping, Sequence

from smallcrm.formats.columns import find_columns
from smallcrm.formats.order_columns import WORDS, is_detail

DETAILS, ORDERS, PRODUCTS, CUSTOMERS = "details", "orders", "products", "customers"


def find_parts(headers: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The file of each part by its headings: `{"details": "order-details.csv", ...}`.

    Empty unless there are lines without a date, and orders to join them with. Of several files
    that would do, the first is taken.
    """
    parts: dict[str, str] = {}
    for name, header in headers.items():
        if part := _part_of(header):
            parts.setdefault(part, name)
    return parts if {DETAILS, ORDERS} <= parts.keys() else {}


def _part_of(header: Sequence[str]) -> str:
    if is_detail(header):
        return DETAILS
    found = find_columns(header, WORDS).place_of.keys()
    if {"invoice", "at"} <= found and not {"product", "product_code", "quantity"} & found:
        return ORDERS
    if {"product_code", "product"} <= found and not {"invoice", "at"} & found:
        return PRODUCTS
    if {"customer_id", "customer"} <= found and not {"invoice", "at"} & found:
        return CUSTOMERS
    return ""
