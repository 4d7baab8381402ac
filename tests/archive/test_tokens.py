import pytest
from sqlalchemy import select

from onrecord.archive import tokens
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.schema import tokens as table
from onrecord.archive.tokens import Scope, allowed
from onrecord.errors import OnRecordError


def test_a_token_is_found_by_its_secret_and_only_its_hash_is_kept(archive: Archive) -> None:
    with writing(archive) as connection:
        made, secret = tokens.create(connection, "Ann Vale", {Scope.REVIEW})
    with reading(archive) as connection:
        assert tokens.find(connection, secret) == made
        assert made.scopes == {Scope.REVIEW}
        kept = " ".join(map(str, connection.execute(select(table)).one()))
    assert secret not in kept
    assert secret.removeprefix("onrecord_") not in kept


def test_two_tokens_of_one_name_have_different_secrets(archive: Archive) -> None:
    with writing(archive) as connection:
        made = [tokens.create(connection, "Ann Vale", {Scope.READ}) for _ in range(2)]
    assert made[0][0].id != made[1][0].id
    assert made[0][1] != made[1][1]
    assert len(made[0][1]) == len("onrecord_") + 43


@pytest.mark.parametrize("secret", ["", "onrecord_", "onrecord_" + "a" * 43, "x" * 10_000, "' OR 1=1 --", "\x00"])
def test_what_is_no_token_of_the_archive_finds_none(archive: Archive, secret: str) -> None:
    with reading(archive) as connection:
        assert tokens.find(connection, secret) is None


def test_a_revoked_token_finds_nothing_and_stays_in_the_list(archive: Archive) -> None:
    with writing(archive) as connection:
        made, secret = tokens.create(connection, "Ann Vale", {Scope.READ})
        assert tokens.any_live(connection)
        assert tokens.revoke(connection, "Ann Vale").id == made.id
    with reading(archive) as connection:
        assert tokens.find(connection, secret) is None
        assert tokens.known(connection, made.id) is None
        assert not tokens.any_live(connection)
        assert [one.revoked is not None for one in tokens.listed(connection)] == [True]


def test_a_name_that_several_tokens_have_is_not_revoked_but_an_id_is(archive: Archive) -> None:
    with writing(archive) as connection:
        first, second = (tokens.create(connection, "Ann Vale", {Scope.READ})[0] for _ in range(2))
    with writing(archive) as connection, pytest.raises(OnRecordError, match="2 tokens are called so"):
        tokens.revoke(connection, "Ann Vale")
    with writing(archive) as connection:
        tokens.revoke(connection, first.id)
        tokens.revoke(connection, second.id)
    with writing(archive) as connection, pytest.raises(OnRecordError, match="no token that is in use"):
        tokens.revoke(connection, first.id)


@pytest.mark.parametrize("name", ["", " Ann", "Ann\nVale", "a" * 81, "\x1b[31m"])
def test_a_name_is_one_line(archive: Archive, name: str) -> None:
    with writing(archive) as connection, pytest.raises(OnRecordError, match="OR301"):
        tokens.create(connection, name, {Scope.READ})


def test_the_last_use_is_kept(archive: Archive) -> None:
    with writing(archive) as connection:
        made, secret = tokens.create(connection, "Ann Vale", {Scope.READ})
        assert made.used is None
        tokens.note_use(connection, made.id)
        found = tokens.find(connection, secret)
        assert found is not None
        assert found.used is not None


def test_admin_allows_everything_and_every_scope_reading() -> None:
    assert allowed({Scope.ADMIN}) == set(Scope)
    assert allowed({Scope.REVIEW}) == {Scope.REVIEW, Scope.READ}
    assert allowed(()) == frozenset()
