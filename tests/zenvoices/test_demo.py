import stat

import pytest

from auth.passwords import is_password
from auth.users import create_tenant, find_user
from zenvoices.demo import ensure_demo


def knows(database, password) -> bool:
    with database.system_session() as session:
        return is_password(password, find_user(session, "admin", "demo").password_hash)


def test_a_made_up_password_is_kept_for_its_owner_only(database, tmp_path):
    file = tmp_path / "password"
    password = ensure_demo(database, file, None)
    assert password
    assert file.read_text().strip() == password
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert knows(database, password)
    assert ensure_demo(database, file, None) is None


def test_a_set_up_that_was_cut_off_is_finished(database, tmp_path):
    create_tenant(database, "demo", "Demo")
    password = ensure_demo(database, tmp_path / "password", None)
    assert password
    assert knows(database, password)


@pytest.mark.parametrize("again", ["another long password"])
def test_a_password_given_later_replaces_the_first(database, tmp_path, again):
    file = tmp_path / "password"
    first = ensure_demo(database, file, None)
    assert ensure_demo(database, file, again) is None
    assert knows(database, again)
    assert not knows(database, first)
    assert not file.exists()
