"""The list of duties of whoever is first responsible (第一责任人) for a year, as a file has it."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from courses.catalogue import Slug, Text


class Duty(BaseModel):
    """One duty: what has to be done, in our own words, and the text that asks for it.

    `cites` are citations of that text; `shown_by` names what can serve as evidence. A duty
    `to_confirm` has no source that holds, or one that could not be checked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    text: Text
    shown_by: Text
    source: Text
    cites: tuple[Text, ...] = ()
    to_confirm: bool = False


class DutyList(BaseModel):
    """The duties of a year; `note` says what the bureau should know about the list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: Annotated[int, Field(ge=2000, le=2100)]
    title: Text
    note: str = ""
    duties: Annotated[tuple[Duty, ...], Field(min_length=1, alias="duty")]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        ids = [duty.id for duty in self.duties]
        if doubled := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"duty 的 id 重复：{'、'.join(doubled)}")
        return self

    def find(self, duty_id: str) -> Duty | None:
        """Return a duty."""
        return next((duty for duty in self.duties if duty.id == duty_id), None)
