"""Only its author edits or deletes a Dwipp, and only the version that the conditions name."""

import pytest

from tests.operations import LISTS_OF_DWIPPS, OF_A_DWIPP, Operation
from tests.webapp.dwipps.dwipps import SOMEBODY, pages, write
from tests.webapp.events import LambdaAnswer, call

pytestmark = pytest.mark.usefixtures("aws")

NOWHERE = "/dwipps/0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"


def edit(
    path: str, text: str = "Air is just dry water.", *, as_: str = "ada", if_match: str | None = None
) -> LambdaAnswer:
    return call("PATCH", path, {"text": text}, as_=as_, headers={"if-match": if_match} if if_match else {})


def test_an_edit_changes_the_text_its_time_and_its_version_and_nothing_else() -> None:
    dwipp = write()

    edited = edit(f"/dwipps/{dwipp['id']}").body

    assert edited["edited_at"] > dwipp["created_at"]
    assert edited == {
        **dwipp,
        "text": "Air is just dry water.",
        "version": 2,
        "edited_at": edited["edited_at"],
    }
    assert call("GET", f"/dwipps/{dwipp['id']}").body == edited
    assert call("GET", "/dwipps").body["items"] == [edited]


def test_each_edit_adds_one_to_the_version() -> None:
    path = f"/dwipps/{write()['id']}"

    assert [edit(path, text).body["version"] for text in ("Ice.", "Steam.")] == [2, 3]


def test_a_response_with_a_dwipp_has_its_version_as_the_etag() -> None:
    path = f"/dwipps/{write()['id']}"

    assert edit(path).headers["etag"] == '"2"'
    assert call("GET", path).headers["etag"] == '"2"'
    assert call("PUT", f"{path}/upvote").headers["etag"] == '"2"'


def test_a_new_dwipp_says_where_it_is() -> None:
    answer = call("POST", "/dwipps", {"text": "Here."})

    assert answer.headers["location"] == f"/api/v1/dwipps/{answer.body['id']}"


@pytest.mark.parametrize("if_match", ['"1"', '"7", "1"', '  "1"  ', "*", None])
def test_an_edit_of_the_version_that_was_read_succeeds(if_match: str | None) -> None:
    assert edit(f"/dwipps/{write()['id']}", if_match=if_match).status == 200


@pytest.mark.parametrize("if_match", ['"2"', 'W/"1"', '"one"', '""', '"99999999999"', '"2", "3"'])
def test_an_edit_of_another_version_is_refused_and_changes_nothing(if_match: str) -> None:
    dwipp = write()
    path = f"/dwipps/{dwipp['id']}"

    assert edit(path, if_match=if_match).code == "dwipp_changed"
    assert call("GET", path).body == dwipp


@pytest.mark.parametrize("if_match", ["1", '"1', "abc", '"1" "2"', ","])
def test_an_invalid_etag_is_rejected_with_422(if_match: str) -> None:
    answer = edit(f"/dwipps/{write()['id']}", if_match=if_match)

    assert (answer.code, answer.body["errors"][0]["location"]) == ("invalid_request", "header.If-Match")


def test_nobody_edits_what_others_wrote() -> None:
    path = f"/dwipps/{write(as_='eve')['id']}"

    assert edit(path).code == "not_the_author"
    assert edit(path, if_match='"1"').code == "not_the_author"
    assert edit(path, if_match='"2"').code == "not_the_author"


def test_nobody_deletes_what_others_wrote() -> None:
    dwipp = write(as_="eve")

    assert call("DELETE", f"/dwipps/{dwipp['id']}").code == "not_the_author"
    assert call("GET", f"/dwipps/{dwipp['id']}", as_="eve").body == dwipp


def test_a_missing_dwipp_is_neither_edited_nor_deleted() -> None:
    assert edit(NOWHERE).code == "not_found"
    assert edit(NOWHERE, if_match='"1"').code == "not_found"
    assert call("DELETE", NOWHERE).code == "not_found"


def test_a_deleted_dwipp_is_in_no_list() -> None:
    path = f"/dwipps/{write(as_=SOMEBODY)['id']}"
    call("PUT", f"{path}/favorite", as_=SOMEBODY)

    assert call("DELETE", path, as_=SOMEBODY).status == 204

    for one in LISTS_OF_DWIPPS:
        assert pages(one.path(SOMEBODY), 10, as_=SOMEBODY) == [[]]


@pytest.mark.parametrize("operation", OF_A_DWIPP, ids=str)
def test_a_deleted_dwipp_is_not_found(operation: Operation) -> None:
    dwipp_id = write()["id"]

    assert call("DELETE", f"/dwipps/{dwipp_id}").status == 204

    assert call(operation.method, operation.path(dwipp_id), operation.example).code == "not_found"


@pytest.mark.parametrize("text", ["", " ", "x" * 281])
def test_an_edit_to_an_invalid_text_is_rejected_with_422(text: str) -> None:
    assert edit(f"/dwipps/{write()['id']}", text).body["errors"][0]["location"] == "body.text"


CHANGES = [
    ("PATCH", {"text": "Changed."}),
    ("PATCH", {"text": "Water is just wet air."}),  # as it is
    ("DELETE", None),
]


@pytest.mark.parametrize(("method", "body"), CHANGES)
@pytest.mark.parametrize(
    "headers",
    [
        {"if-match": '"2"'},
        {"if-match": '"01"'},
        {"if-match": 'W/"1"'},
        {"if-none-match": '"1"'},
        {"if-none-match": 'W/"1"'},
        {"if-none-match": '"7" , "1"'},
        {"if-none-match": "*"},
        {"if-match": '"1"', "if-none-match": '"1"'},
        {"if-unmodified-since": "Sat, 29 Oct 1994 19:43:31 GMT"},
    ],
    ids=str,
)
def test_a_change_whose_condition_is_not_true_is_not_made(
    method: str, body: dict[str, str] | None, headers: dict[str, str]
) -> None:
    dwipp = write()
    path = f"/dwipps/{dwipp['id']}"

    assert call(method, path, body, headers=headers).status == 412
    assert call("GET", path).body == dwipp


@pytest.mark.parametrize("etags", ['"1 "', '"١"'.encode().decode("latin-1"), "1", '"1" "2"'])
@pytest.mark.parametrize("name", ["if-match", "if-none-match"])
def test_a_condition_without_an_etag_is_rejected_with_422(name: str, etags: str) -> None:
    path = f"/dwipps/{write()['id']}"

    assert call("DELETE", path, headers={name: etags}).status == 422
    assert call("GET", path).status == 200


@pytest.mark.parametrize(("method", "body"), CHANGES)
@pytest.mark.parametrize(
    "headers",
    [
        {"if-match": '"1"'},
        {"if-match": "*"},
        {"if-none-match": '"2"'},
        {"if-none-match": '"01"'},
        {"if-match": '"1"', "if-none-match": '"2"'},
        {"if-match": '"1"', "if-unmodified-since": "Sat, 29 Oct 1994 19:43:31 GMT"},
        {"if-modified-since": "Sat, 29 Oct 1994 19:43:31 GMT", "if-range": '"2"'},
    ],
    ids=str,
)
def test_a_change_whose_condition_is_true_is_made(
    method: str, body: dict[str, str] | None, headers: dict[str, str]
) -> None:
    path = f"/dwipps/{write()['id']}"

    assert call(method, path, body, headers=headers).status in {200, 204}


@pytest.mark.parametrize("condition", ["if-match", "if-none-match"])
def test_missing_and_foreign_dwipps_are_refused_before_a_condition_is_checked(condition: str) -> None:
    path = f"/dwipps/{write(as_='eve')['id']}"

    assert call("DELETE", path, headers={condition: '"1"'}).code == "not_the_author"
    assert (
        call("DELETE", "/dwipps/0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f", headers={condition: "*"}).code
        == "not_found"
    )


def test_reading_takes_no_condition_and_is_whole() -> None:
    path = f"/dwipps/{write()['id']}"

    assert call("GET", path, headers={"if-none-match": '"1"', "if-match": '"2"'}).status == 200
