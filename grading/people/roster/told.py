"""What a roster would change, in words; numbers of certificates are masked."""

from collections.abc import Iterator
from datetime import date, timedelta

from grading.people.model import Role
from grading.people.roster.plan import Action, Change, RosterPlan
from grading.people.states import EnterpriseState, PersonState, masked

_SOON = timedelta(days=90)
_NOTHING = "（无）"


def describe(change: Change) -> str:
    """Say what happens to a person or an enterprise, in one line."""
    after = change.after
    named = f"（{change.login_name}）" if change.login_name else ""
    place = ""
    if isinstance(after, PersonState):
        place = after.department or after.enterprise or ""
    who = f"{after.name}{named}" + (f"，{place}" if place else "")
    if change.action is Action.CHANGE and change.before is not None:
        held, holds = dict(_facts(change.before)), dict(_facts(after))
        told = [
            f"{name} {held[name] or _NOTHING} → {holds[name] or _NOTHING}"
            for name in holds
            if held[name] != holds[name]
        ]
        return f"变更：{who}：{'；'.join(told)}（{after.valid_from} 起）"
    return f"{change.action.value}：{who}（{after.valid_from} 起）"


def expiring(plan: RosterPlan, today: date) -> list[str]:
    """Name the changed people whose certificate has expired or soon will."""
    told = []
    for change in plan.changes:
        after = change.after
        if not isinstance(after, PersonState) or after.is_ended or after.certificate is None:
            continue
        day = after.certificate.expires
        if day < today + _SOON:
            told.append(f"{after.name}的执法证{'已于' if day < today else '将于'} {day} 到期")
    return told


def _facts(state: PersonState | EnterpriseState) -> Iterator[tuple[str, str]]:
    if isinstance(state, EnterpriseState):
        yield "名称", state.name
        yield "统一社会信用代码", state.credit_code or ""
        yield "行业", state.industry or ""
        yield "管理类别", state.permit_category.label if state.permit_category else ""
        yield "许可证编号", state.permit_number or ""
        return
    yield "姓名", state.name
    yield "角色", "、".join(role.label for role in Role if role in state.roles)
    yield "部门", state.department or ""
    yield "企业", state.enterprise or ""
    yield "职级", state.rank or ""
    yield "第一责任人", "是" if state.is_first_responsible else ""
    yield "执法证号", masked(state.certificate.number) if state.certificate else ""
    yield "执法证有效期至", str(state.certificate.expires) if state.certificate else ""
