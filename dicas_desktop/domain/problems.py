"""Problems told to a person: one plain sentence that says what happened and what to do."""


class UserProblem(Exception):  # noqa: N818 - the house's word; it is no programming error
    """A problem for a person. `str()` is the sentence; nothing was changed when it is raised."""


class FieldProblem(UserProblem):
    """A problem of one field of one record, so that a form can put the sentence under that field."""

    def __init__(self, field: str, text: str) -> None:
        """Keep the column name beside the sentence."""
        super().__init__(text)
        self.field = field
