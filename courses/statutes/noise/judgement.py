"""Whether a sound is noise pollution, and whether building at night is allowed, step by step."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from courses.statutes.citation import Citation
from courses.statutes.noise.articles import NoiseArticles, Source, articles_on
from courses.statutes.noise.night import USUAL_NIGHT, Night


class Reason(StrEnum):
    """Why building went on in the night."""

    NONE = "没有这些理由"
    EMERGENCY = "抢修、抢险"
    CONTINUOUS = "工艺等特殊需要须连续施工"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What is known of a sound; None is what was not found out.

    `own_staff` says that only people at work in the same unit suffer from it. `over_limit`: it is
    above the emission standard; `unprotected`: measures that the law asks for were not taken;
    `disturbs`: others are disturbed in their life, work or study.
    """

    heard_on: date
    source: Source
    own_staff: bool = False
    over_limit: bool | None = None
    unprotected: bool | None = None
    disturbs: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NightWork:
    """When a building site was heard, and what may excuse it; None is what was not found out.

    `in_zone` says that it lies in a 噪声敏感建筑物集中区域.
    """

    begin: time
    end: time
    night: Night = USUAL_NIGHT
    in_zone: bool | None = None
    reason: Reason | None = None
    has_certificate: bool | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One step: its question, its answer (None is open), the reasons in Chinese, the articles."""

    question: str
    answer: bool | None
    said: str
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]


def judge_sound(sound: Sound) -> tuple[Finding, ...]:
    """Return what kind of noise a sound is and whether it is pollution.

    Raises UncoveredDayError for a day before the law of 2022.
    """
    articles = articles_on(sound.heard_on)
    return (_kind(sound, articles), _pollution(sound, articles))


def judge_night(sound: Sound, work: NightWork) -> Finding:
    """Return how much of a sound was at night, and for building whether that is forbidden.

    Raises UncoveredDayError, and NoDurationError where it begins and ends at the same time.
    """
    articles = articles_on(sound.heard_on)
    night = work.night
    minutes = work.night.minutes_within(work.begin, work.end)
    hours = f"当地夜间是{night.start:%H:%M}至次日{night.end:%H:%M}"
    if night.end > night.start:
        hours = f"当地夜间是{night.start:%H:%M}至{night.end:%H:%M}"
    if minutes == 0:
        reasons = (f"{hours}，这段声音一分钟也没有落在里面。",)
        return Finding("是不是夜间", False, "不在夜间", reasons, (articles.night,))
    reasons = (f"{hours}，这段声音有{_duration(minutes)}在夜间。",)
    if sound.source is not Source.CONSTRUCTION:
        more = "夜间禁止作业的规定只管施工；其他声音，夜间的意义在于看哪个时段的排放限值。"
        return Finding("是不是夜间", True, "在夜间", (*reasons, more), (articles.night,))
    return _night_building(work, articles, reasons)


def _kind(sound: Sound, articles: NoiseArticles) -> Finding:
    kind = sound.source.kind
    if not kind:
        reason = "法律讲的噪声来自工业生产、建筑施工、交通运输和社会生活，自然的声音不在里面。"
        return Finding("哪一类噪声", False, "不在四类里", (reason,), (articles.pollution,))
    reasons = [f"声音来自{sound.source.value}。"]
    if sound.source is Source.LIFE:
        reasons.append("社会生活噪声是兜底的一类：先排除另外三类，再归到这里。")
    return Finding("哪一类噪声", True, kind, tuple(reasons), (articles.kinds[sound.source],))


def _pollution(sound: Sound, articles: NoiseArticles) -> Finding:
    question = "是不是噪声污染"
    if not sound.source.kind:
        return Finding(question, False, "不是", ("不在四类噪声里。",), (articles.pollution,))
    if sound.own_staff:
        reason = f"受害的是在岗的本单位职工，防治用{articles.workplace_law}。"
        return Finding(question, False, "不归这里管", (reason,), (articles.workplace,))
    at_fault = _either(sound.over_limit, sound.unprotected)
    answer = _both(at_fault, sound.disturbs)
    said = {True: "是", False: "不是", None: "还要查"}[answer]
    reasons = (_fault_reason(sound, at_fault), _disturbance_reason(sound.disturbs))
    return Finding(question, answer, said, reasons, (articles.pollution,))


def _fault_reason(sound: Sound, at_fault: bool | None) -> str:
    if at_fault is None:
        return "第一个条件没有查清：测一测超没超排放标准，查一查该采取的防控措施采取了没有。"
    if not at_fault:
        return "第一个条件不满足：没有超标，防控措施也依法采取了。"
    causes = {"超过了排放标准": sound.over_limit, "没有依法采取防控措施": sound.unprotected}
    found = "，".join(cause for cause, is_so in causes.items() if is_so)
    return f"第一个条件满足：{found}。两样占一样就够。"


def _disturbance_reason(disturbs: bool | None) -> str:
    if disturbs is None:
        return "第二个条件没有查清：找邻居做笔录，问清睡觉、上课、上班受了什么影响。"
    if not disturbs:
        return "第二个条件不满足：没有干扰他人正常生活、工作和学习。"
    return "第二个条件满足：干扰了他人正常生活、工作和学习。"


def _night_building(work: NightWork, articles: NoiseArticles, reasons: tuple[str, ...]) -> Finding:
    def found(answer: bool | None, said: str, reason: str, *more: Citation) -> Finding:
        citations = (articles.night, articles.night_building, *more)
        return Finding("夜间能不能施工", answer, said, (*reasons, reason), citations)

    if work.in_zone is None:
        return found(None, "还要查", "先查工地在不在划定的噪声敏感建筑物集中区域里。")
    if not work.in_zone:
        text = "不在集中区域里，没有夜间禁令；排放标准和防控措施照样要守。"
        return found(True, "没有禁令", text)
    if work.reason is None:
        return found(None, "还要查", "在集中区域里，夜间禁止施工；再查有没有除外的理由。")
    if work.reason is Reason.NONE:
        return found(False, "禁止", "在集中区域里，夜间禁止进行产生噪声的施工，又没有除外的理由。")
    if work.reason is Reason.EMERGENCY:
        return found(True, "除外，可以", "抢修、抢险除外。任务要有凭据，干完就停。")
    return found(*_with_certificate(work.has_certificate), articles.certificate)


def _with_certificate(has_certificate: bool | None) -> tuple[bool | None, str, str]:
    if has_certificate is None:
        return (None, "还要查", "必须连续施工的，要先取得证明。请查证明是哪个部门、哪天出的。")
    if has_certificate:
        return (True, "除外，可以", "有证明，还要在工地显著位置公示，或者用别的办法告诉附近居民。")
    return (False, "禁止", "没有取得证明，光凭施工方自己说必须连续施工，不算除外。")


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}小时" if hours else "", f"{rest}分钟" if rest else ""]
    return "".join(parts)
