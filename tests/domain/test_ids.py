"""Identities: UUID version 7 and human references."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from dicas_desktop.domain.ids import canonical_reference, new_uid, reference

NOW = datetime(2024, 7, 15, 5, 3, 0, 123_000, tzinfo=UTC)


def test_a_uid_is_a_uuid_of_version_seven_with_its_time_in_front() -> None:
    uid = UUID(new_uid(NOW))
    assert uid.version == 7
    assert uid.variant == "specified in RFC 4122"
    assert uid.int >> 80 == int(NOW.timestamp() * 1000)


def test_uids_of_one_moment_differ_and_later_ones_sort_later() -> None:
    same = {new_uid(NOW) for _ in range(2_000)}
    assert len(same) == 2_000
    assert max(same) < new_uid(NOW + timedelta(milliseconds=1))


@pytest.mark.parametrize(
    ("number", "text"), [(1, "AI-0001"), (12, "AI-0012"), (9_999, "AI-9999"), (1_000_000, "AI-1000000")]
)
def test_a_reference_has_four_digits_at_least_and_is_read_again(number: int, text: str) -> None:
    assert reference("AI", number) == text
    assert canonical_reference(text) == text


@pytest.mark.parametrize("typed", ["AI-0012", "ai-12", "AI12", " ai-00012 ", "Ai-012"])
def test_a_typed_reference_is_taken_in_any_usual_form(typed: str) -> None:
    assert canonical_reference(typed) == "AI-0012"


@pytest.mark.parametrize("typed", ["", "12", "AI", "AI-", "AI-0", "AI--1", "AI-1x", "ABCD-1", "AI-1 2", "AI_1", "艦-1",
                                   "AI-" + "9" * 13])  # fmt: skip
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert canonical_reference(typed) is None
