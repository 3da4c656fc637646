"""The paper: sheets, contacts, lists and labels as PDF. The only user of reportlab."""

from smallcrm.output.paper.contact import print_contact
from smallcrm.output.paper.contact_list import contact_list
from smallcrm.output.paper.labels import print_labels
from smallcrm.output.paper.lists import print_list
from smallcrm.output.paper.sheet import print_sheet

__all__ = ["contact_list", "print_contact", "print_labels", "print_list", "print_sheet"]
