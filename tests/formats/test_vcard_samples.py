"""Cards that real programs wrote, each with what a person reads in the raw file."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from written_points import points

from smallcrm.formats.records import ContactRecord
from smallcrm.formats.vcard import open_vcards

SAMPLES = Path(__file__).parents[3] / "shared/samples/vcards"
with_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")


@dataclass(frozen=True)
class Sample:
    """The contacts of a file, and what the owner is told was left aside."""

    contacts: list[ContactRecord]
    said: list[str] = field(default_factory=list)


DISCLAIMER = (
    'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND '
    "ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED "
    "WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE "
    "DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR"
    " ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES "
    "(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; "
    "LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON "
    "ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT "
    "(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS "
    "SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."
)
HIS_NAME = "GEORGE EL-HADDAD"
DISCLAIMED_BY_HIM = DISCLAIMER.replace(
    'THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"', f"{HIS_NAME} ''AS IS''"
).replace("THE COPYRIGHT HOLDER OR", f"{HIS_NAME} OR")

# Whom several programs wrote; what differs stands beside each.
JOHN = ContactRecord(
    name="Mr. John Richter James Doe Sr.",
    line=1,
    nickname="Johny",
    company="IBM",
    title="Money Counter",
    street="Silicon Alley 5,",
    postcode="12345",
    city="New York",
    region="New York",
    country="United States of America",
    birthday="2012-06-06",
)

EXPECTED = {
    "John_Doe_ANDROID.vcf": Sample(
        [
            ContactRecord(
                name="john.doe@company.com",
                line=1,
                points=points("email - john.doe@company.com"),
            ),
            ContactRecord(
                name="jane.doe@company.com",
                line=6,
                points=points("email - jane.doe@company.com"),
            ),
            ContactRecord(
                name="Ñ Ñ Ñ Ñ Ñ",
                line=11,
                points=points("phone mobile 123456789"),
            ),
            ContactRecord(
                name="Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ",
                line=18,
                notes="Ñ Ñ Ñ Ñ Ñ Ñ Ñ ÑÑ Ñ Ñ Ñ Ñ Ñ Ñ ÑÑ Ñ Ñ Ñ Ñ",
                points=points(
                    "phone mobile 123456",
                    "phone home 234567",
                    "phone mobile 3456789",
                    "phone home 45678901",
                ),
            ),
            ContactRecord(
                name="Ñ Ñ Ñ Ñ",
                line=36,
                company="ÑÑÑÑÑÑÑÑÑÑÑÑ",
                points=points(
                    "phone mobile 123456",
                    "phone work 123456",
                    "phone fax 123456",
                    "email work bob@company.com",
                    "email - ÑÑÑÑÑÑÑÑÑÑÑÑÑÑ",
                    "web - www.company.com",
                    "web - http://www.company.com",
                ),
            ),
            ContactRecord(
                name="ÑÑÑÑ",
                line=71,
                company="ÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑ",
                notes="company: ÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑ�",
                points=points("phone mobile 55556666", "email - henry@company.com"),
            ),
        ],
        ["left aside: 1 photo"],
    ),
    "John_Doe_BLACK_BERRY.vcf": Sample(
        [
            ContactRecord(
                name="John Doe",
                line=1,
                company="Acme Solutions",
                points=points("phone mobile +96123456789"),
            )
        ],
        ["left aside: 1 photo"],
    ),
    "John_Doe_EVOLUTION.vcf": Sample(
        [
            replace(
                JOHN,
                name="Mr. John Richter, James Doe Sr.",
                notes=DISCLAIMER + "\ndepartment: Accounting, Dungeon",
                street="ASB-123, 15 Crescent moon drive",
                city="Albaney",
                tags=("VIP",),
                birthday="1980-03-22",
                source_id="477343c8e6bf375a9bac1f96a5000837",
                points=points(
                    "phone mobile 905-666-1234",
                    "phone work 905-555-1234",
                    "email work john.doe@ibm.com",
                    "web - http://www.ibm.com",
                ),
            )
        ],
        ["left aside: 3 related people, 1 chat address, 1 other date"],
    ),
    "John_Doe_GMAIL.vcf": Sample(
        [
            ContactRecord(
                name="Mr. John Richter, James Doe Sr.",
                line=1,
                company="IBM",
                title="Money Counter",
                notes=DISCLAIMER + "\nFavotire Color: Blue",
                street=(
                    "Crescent moon drive, 555-asd, Nice Area, Albaney, New York 12345, "
                    "United States of America"
                ),
                birthday="1980-03-22",
                points=points(
                    "phone mobile 905-555-1234",
                    "phone home 905-666-1234",
                    "email home john.doe@ibm.com",
                    "web work http://www.ibm.com",
                ),
            )
        ],
        ["left aside: 2 other fields, 1 other date, 1 related person"],
    ),
    "John_Doe_IPHONE.vcf": Sample(
        [
            replace(
                JOHN,
                notes="department: Accounting",
                points=points(
                    "phone mobile 905-555-1234",
                    "phone home 905-666-1234",
                    "phone work 905-777-1234",
                    "phone fax 905-888-1234",
                    "phone fax 905-999-1234",
                    "phone pager 905-111-1234",
                    "phone AssistantPhone 905-222-1234",
                    "email - john.doe@ibm.com",
                    "web HomePage http://www.ibm.com",
                    "address work Street4, Building 6, Floor 8, 12345 New York, USA",
                ),
            )
        ],
        ["left aside: 1 photo"],
    ),
    "John_Doe_LOTUS_NOTES.vcf": Sample(
        [
            ContactRecord(
                name="Mr. Doe John I Johny",
                line=1,
                nickname="Johny,JayJay",
                company="IBM",
                title="Generic Accountant",
                notes=(
                    'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS '
                    'IS"\n'
                    "AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO , THE\n"
                    "IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR P "
                    "URPOSE\n"
                    "ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTOR S BE\n"
                    "LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR\n"
                    "CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF\n"
                    " SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS \n"
                    "INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN\n"
                    " CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)\n"
                    "A RISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF "
                    "THE\n"
                    " POSSIBILITY OF SUCH DAMAGE.\n"
                    "department: SUN\n"
                    "role: Counting Money"
                ),
                street="25334, South cresent drive, Building 5, 3rd floo r",
                postcode="NYC887",
                city="New York",
                region="New York",
                country="U.S.A.",
                birthday="1980-05-21",
                source_id="0e7602cc-443e-4b82-b4b1-90f62f99a199",
                points=points(
                    "phone mobile +1 (212) 204-34456",
                    "phone fax 00-1-212-555-7777",
                    "email work john.doe@ibm.com",
                    "email work billy_bob@gmail.com",
                    "web HomePage http://www.sun.com",
                ),
            )
        ],
        ["left aside: 3 other fields, 1 photo"],
    ),
    "John_Doe_MAC_ADDRESS_BOOK.vcf": Sample(
        [
            replace(
                JOHN,
                name="Mr. John Richter,James Doe Sr.",
                notes=DISCLAIMER + "\nFavotire Color: Blue\ndepartment: Accounting",
                points=points(
                    "phone work 905-777-1234",
                    "phone home 905-666-1234",
                    "phone mobile 905-555-1234",
                    "phone fax 905-888-1234",
                    "phone fax 905-999-1234",
                    "phone pager 905-111-1234",
                    "phone AssistantPhone 905-222-1234",
                    "email work john.doe@ibm.com",
                    "web HomePage http://www.ibm.com",
                    "address work Street4, Building 6, Floor 8, 12345 New York, USA",
                ),
            )
        ],
        ["left aside: 2 other fields, 1 photo, 1 related person"],
    ),
    "John_Doe_MS_OUTLOOK.vcf": Sample(
        [
            replace(
                JOHN,
                notes=DISCLAIMED_BY_HIM + "\ndepartment: Accounting\nrole: Counting Money",
                street="Cresent moon drive",
                city="Albaney",
                birthday="1980-03-22",
                points=points(
                    "phone work (905) 555-1234",
                    "phone home (905) 666-1234",
                    "email - john.doe@ibm.cm",
                    "web work http://www.ibm.com",
                    (
                        "address home Silicon Alley 5, 12345 New York, New York, "
                        "United States of America"
                    ),
                ),
            )
        ],
        ["left aside: 2 related people, 1 other date, 1 chat address, 1 photo"],
    ),
    "fullcontact.vcf": Sample(
        [
            ContactRecord(
                name="Prefix FirstName MiddleName LastName Suffix",
                line=1,
                nickname="NickName",
                company="Organization1",
                title="Title1",
                notes=(
                    "Notes line 1\n"
                    "Notes line 2\n"
                    "department: Department1\n"
                    "company: Organization2, Department2\n"
                    "title: Title2"
                ),
                street="HomeExtended, HomeStreet",
                postcode="HomePostal",
                city="HomeCity",
                region="HomeState",
                country="HomeCountry",
                tags=("Tag",),
                birthday="2016-08-01",
                points=points(
                    "phone home 555-555-1111",
                    "phone work 555-555-1112",
                    "phone mobile 555-555-1113",
                    "phone mobile 555-555-1114",
                    "phone - 555-555-1115",
                    "phone fax 555-555-1116",
                    "phone fax 555-555-1117",
                    "phone - 555-555-1118",
                    "phone - 555-555-1119",
                    "email home home@example.com",
                    "email work work@example.com",
                    "email school school@example.com",
                    "email other other@example.com",
                    "email customtype custom@example.com",
                    "web - http://www.homepage.com",
                    "web - http://www.blog.com",
                    "web - http://www.other.com",
                    "web - http://www.custom.com",
                    (
                        "address work WorkExtended, WorkStreet, "
                        "WorkPostal WorkCity, WorkState, WorkCountry"
                    ),
                    (
                        "address other OtherExtended, OtherStreet, "
                        "OtherPostal OtherCity, OtherState, OtherCountry"
                    ),
                    (
                        "address customtype CustomExtended, CustomStreet, "
                        "CustomPostal CustomCity, CustomState, CustomCountry"
                    ),
                ),
            )
        ],
        ["left aside: 21 other fields, 7 chat addresses, 3 photos"],
    ),
    "gmail-list.vcf": Sample(
        [
            ContactRecord(name="Arnold Smith", line=1, points=points("email - asmithk@gmail.com")),
            ContactRecord(
                name="Chris Beatle", line=7, points=points("email - chrisy55d@yahoo.com")
            ),
            ContactRecord(name="Doug White", line=13, points=points("email - dwhite@gmail.com")),
        ],
        [],
    ),
    "gmail-single.vcf": Sample(
        [
            ContactRecord(
                name="Greg Dartmouth",
                line=1,
                nickname="Gman",
                company="TheCompany",
                title="TheJobTitle",
                notes=(
                    "This is GMail's note field.\n"
                    "It should be added as a NOTE type.\n"
                    "ACustomField: CustomField"
                ),
                street="123 Home St, Home City, HM 12345",
                birthday="1960-09-10",
                points=points(
                    "phone mobile 555 555 1111",
                    "phone GRAND_CENTRAL 555 555 2222",
                    "email - gdartmouth@hotmail.com",
                    "web PROFILE http://TheProfile.com",
                    "address CustomAdrType 321 Custom St, 98765 Custom City, TX, USA",
                ),
            )
        ],
        ["left aside: 2 other fields, 2 related people, 1 chat address, 1 other date"],
    ),
    "gmail-single2.vcf": Sample(
        [
            ContactRecord(
                name="VCard Test",
                line=1,
                nickname="TheNickname",
                company="TheCompany",
                title="TheJobTitle",
                notes="note line 1\nnote line 2\nCustomField: field value",
                street="111 Main St",
                postcode="10011",
                city="NY",
                region="New York",
                birthday="1912-06-23",
                points=points(
                    "phone - 5555551111",
                    "phone home 5555551112",
                    "phone work 5555551113",
                    "phone - 5555551114",
                    "phone mobile 5555551115",
                    "phone main 5555551116",
                    "phone fax 5555551117",
                    "phone fax 5555551118",
                    "phone GRAND_CENTRAL 5555551119",
                    "phone pager 5555551120",
                    "phone CustomePhoneCategory 5555551121",
                    "email - email@example.com",
                    "email home homeemail@example.com",
                    "email work workemail@example.com",
                    "email - otheremail@example.com",
                    "email CustomEmailCategory customcategory@example.com",
                    "web - http://www.example1.com",
                    "web PROFILE http://www.example2.com",
                    "web BLOG http://www.example3.com",
                    "web HomePage http://www.example4.com",
                    "web work http://www.example5.com",
                    "web CustomWebsiteCategory http://www.example6.com",
                    "address home 112 Main St, 10011 NY, New York",
                    "address work 113 Main St, 10011 NY, New York",
                    "address - 114 Main St, 10011 NY, New York",
                    "address CustomAddressCategory 115 Main St, 10011 NY, New York",
                ),
            )
        ],
        ["left aside: 16 related people, 8 chat addresses, 3 other dates, 2 other fields"],
    ),
    "issue114.vcf": Sample(
        [
            ContactRecord(
                name="Dummy, Dummy",
                line=1,
                company="Dummy GmbH",
                street="61352 Bad Homburg, GERMANY:, BHG01:, Dummy-Dummy-Strasse 1",
                postcode="61352",
                city="Bad Homburg",
                country="Germany",
                source_id="8b574c60-fd7f-4e99-b584-c5db131ae687",
                points=points(
                    "phone mobile +49 1234 56789",
                    "phone work +49 9876 54321",
                    "email home dummy.dummy@dummy.com",
                ),
            )
        ],
        [],
    ),
    "outlook-2003.vcf": Sample(
        [
            ContactRecord(
                name="John Doe III",
                line=1,
                nickname="Joey",
                company="Company, The",
                title="The Job Title",
                notes=(
                    "This is the note field!!\n"
                    "Second line\n"
                    "\n"
                    "Third line is empty\n"
                    "department: TheDepartment\n"
                    "role: TheProfession"
                ),
                street="TheOffice, 123 Main St",
                postcode="12345",
                city="Austin",
                region="TX",
                country="United States of America",
                birthday="1980-03-21",
                points=points(
                    "phone work BusinessPhone",
                    "phone home HomePhone",
                    "phone mobile MobilePhone",
                    "phone fax BusinessFaxPhone",
                    "email - jdoe@hotmail.com",
                    "web work http://web-page-address.com",
                ),
            )
        ],
        ["left aside: 1 key, 1 other field"],
    ),
    "outlook-2007.vcf": Sample(
        [
            ContactRecord(
                name="Mr. Michael Angstadt Jr.",
                line=1,
                nickname="Mike",
                company="TheCompany",
                title="TheJobTitle",
                notes=(
                    "This is the NOTE field\t\n"
                    "I assume it encodes this text inside a NOTE vCard type.\n"
                    "But I'm not sure because there's text formatting going on here.\n"
                    "It does not preserve the formatting\n"
                    "department: TheDepartment\n"
                    "role: TheProfession"
                ),
                street="TheOffice, 222 Broadway",
                postcode="99999",
                city="New York",
                region="NY",
                country="USA",
                birthday="1922-03-10",
                points=points(
                    "phone work (111) 555-1111",
                    "phone home (111) 555-2222",
                    "phone mobile (111) 555-4444",
                    "phone fax (111) 555-3333",
                    "phone callback (111) 555-4444",
                    "email - mike.angstadt@gmail.com",
                    "web home http://mikeangstadt.name",
                    "web work http://mikeangstadt.name",
                ),
            )
        ],
        [
            (
                "left aside: 3 related people, 1 other date, 1 key, 1 chat address, "
                "1 photo, 1 other field"
            )
        ],
    ),
    "rfc2426-example.vcf": Sample(
        [
            ContactRecord(
                name="Frank Dawson",
                line=1,
                company="Lotus Development Corporation",
                street="6544 Battleford Drive",
                postcode="27613-3502",
                city="Raleigh",
                region="NC",
                country="U.S.A.",
                points=points(
                    "phone work +1-919-676-9515",
                    "phone fax +1-919-676-9564",
                    "email - Frank_Dawson@Lotus.com",
                    "email - fdawson@earthlink.net",
                    "web - http://home.earthlink.net/~fdawson",
                ),
            ),
            ContactRecord(
                name="Tim Howes",
                line=13,
                company="Netscape Communications Corp.",
                street="501 E. Middlefield Rd.",
                postcode="94043",
                city="Mountain View",
                region="CA",
                country="U.S.A.",
                points=points(
                    "phone work +1-415-937-3419",
                    "phone fax +1-415-528-4164",
                    "email - howes@netscape.com",
                ),
            ),
        ],
        [],
    ),
    "rfc6350-example.vcf": Sample(
        [
            ContactRecord(
                name="Simon Perreault",
                line=1,
                company="Viagenie",
                language="fr",
                street="Suite D2-630, 2875 Laurier",
                postcode="G1V 2M2",
                city="Quebec",
                region="QC",
                country="Canada",
                birthday="--02-03",
                points=points(
                    "phone work +1-418-656-9254 ext. 102",
                    "phone mobile +1-418-262-6501",
                    "email work simon.perreault@viagenie.ca",
                    "web home http://nomis80.org",
                ),
            )
        ],
        ["left aside: 3 other fields, 1 other date, 1 key"],
    ),
    "thunderbird-MoreFunctionsForAddressBook-extension.vcf": Sample(
        [
            ContactRecord(
                name="John Doe",
                line=1,
                nickname="Johnny",
                company="TheOrganization",
                title="TheTitle",
                notes=(
                    "This is the notes field.\n"
                    "Second Line\n"
                    "\n"
                    "Fourth Line\n"
                    'You can put anything in the "note" field; even curse words.\n'
                    "department: TheDepartment"
                ),
                street="222 Broadway, Suite 100",
                postcode="98765",
                city="New York",
                region="NY",
                country="USA",
                tags=("category1", "category2", "category3"),
                birthday="1970-09-21",
                points=points(
                    "phone work 555-555-1111",
                    "phone home 555-555-2222",
                    "phone mobile 555-555-5555",
                    "phone fax 555-555-3333",
                    "phone pager 555-555-4444",
                    "email - doe.john@hotmail.com",
                    "email - additional-email@company.com",
                    "email - additional-email1@company.com",
                    "email - additional-email2@company.com",
                    "email - additional-email3@company.com",
                    "web home http://www.private-webpage.com",
                    "web work http://www.work-webpage.com",
                    "address home 123 Main St, Apt 10, 12345 Austin, TX, USA",
                ),
            )
        ],
        ["left aside: 1 related person, 1 other date, 1 photo"],
    ),
}


@with_samples
def test_every_sample_file_is_known() -> None:
    assert {path.name for path in SAMPLES.glob("*.vcf")} == set(EXPECTED)


@with_samples
@pytest.mark.parametrize("name", EXPECTED)
def test_every_card_of_a_sample_is_read_right(name: str) -> None:
    with open_vcards(SAMPLES / name) as cards:
        assert list(cards.contacts) == EXPECTED[name].contacts
        assert cards.aside.sentences() == EXPECTED[name].said
