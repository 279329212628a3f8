import pytest

from localcloud.emulator.strict.attributes import forbidden, has_repeated

RESERVED = [
    *("sub", "identities", "email_verified", "phone_number_verified"),
    *("cognito:groups", "cognito:user_status", "cognito:username"),
]


@pytest.mark.parametrize("name", RESERVED)
def test_a_client_cannot_write_cognitos_own_attributes(name: str) -> None:
    attributes = [{"Name": "email", "Value": "ada@example.org"}, {"Name": name, "Value": "true"}]

    assert forbidden(attributes, writable=[]) == [name]
    assert forbidden(attributes, writable=["email", name]) == [name]


def test_a_client_writes_its_writable_attributes() -> None:
    attributes = [{"Name": "email", "Value": "ada@example.org"}, {"Name": "name", "Value": "Ada"}]

    assert forbidden(attributes, writable=["email", "name"]) == []
    assert forbidden(attributes, writable=["email"]) == ["name"]
    assert forbidden(attributes, writable=[]) == []


def test_a_repeated_attribute_is_found() -> None:
    own, other = {"Name": "email", "Value": "ada@example.org"}, {"Name": "email", "Value": "bob@example.org"}

    assert has_repeated([own, other])
    assert not has_repeated([own, {"Name": "name", "Value": "Ada"}])
