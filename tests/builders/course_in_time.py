"""A course of numbered statements about law that changes on 15 August 2026.

Everything in it is an exercise: right and wrong statements stand side by side.
"""

from pathlib import Path

from builders.lessons import question_toml, write_lesson, write_questions

AIR, CODE, NOISE = (
    "air-pollution-law-2018",
    "ecological-environment-code",
    "noise-pollution-law-2021",
)
PERMIT, PROTECTION = (
    "pollutant-discharge-permit-regulation-2021",
    "environmental-protection-law-2014",
)
MEASURES, EIA = "ee-administrative-penalty-measures-2023", "eia-law-2018"
OLD_MEASURES, LEGISLATION = "environmental-penalty-measures-2010", "legislation-law"

CITES = [f"{MEASURES}:18", f"{AIR}:98", f"{NOISE}:75", f"{CODE}:1229"]

LESSON = f"""
# 示范课

学完大约45分钟。

%%

## 一、废止、照搬、新写的

句01，拒绝检查的，处2万元以上20万元以下罚款（[条文](/statute/{AIR}:98)）。

句02，工业噪声超标的，处2万–20万元罚款（[条文](/statute/{NOISE}:75)）。

句03，旧法对拒绝检查的，处2万元以上20万元以下罚款（[条文](/statute/{AIR}:98 "旧法")）。

句04，七月的拒检，处2万元以上20万元以下罚款
（[条文](/statute/{AIR}:98)）。<!-- 行为日：2026-07-10 -->

句05，旧法对拒绝检查的，处3万元以上20万元以下罚款（[条文](/statute/{AIR}:98 "旧法")）。

句06，拒绝检查的，处5万元以上20万元以下罚款（[条文](/statute/{CODE}:1229)）。

句07，不按证运行设施的，处二万元以上五万元以下罚款（[条文](/statute/{CODE}:1104.1)）。

句08，拒绝检查的，处3万元以上20万元以下罚款（[条文](/statute/{CODE}:1229)）。

句09，这一条应当遵守（[条文](/statute/{CODE}:1243)）。

句10，发现违法行为的，应当及时报告。

%%

## 二、让位给上位法的

句11，超许可排放的，处20万元以上100万元以下罚款（[条文](/statute/{PERMIT}:34)）。

句12，九月的超许可排放，处20万元以上100万元以下罚款
（[条文](/statute/{PERMIT}:34)）。<!-- 行为日：2026-09-01 -->

句13，八月上旬的超许可排放，处20万元以上100万元以下罚款
（[条文](/statute/{PERMIT}:34)）。<!-- 行为日：2026-08-14 -->

句14，原来处20万元以上100万元以下罚款（[条文](/statute/{PERMIT}:34 "旧法")）。

句15，无组织排放的，处5万元以上20万元以下罚款（[条文](/statute/{PERMIT}:35)）。

%%

## 三、历史上的

句16，旧办法早已让位（[条文](/statute/{OLD_MEASURES}:1)）。

句17，旧办法早已让位（[条文](/statute/{OLD_MEASURES}:1 "旧法")）。

句18，二〇一七年的行为要看当时的版本（[条文](/statute/{AIR}:98)）。<!-- 行为日：2017-05-01 -->

%%

## 四、没有定论的

<div class="lesson-open">

句19，怎样适用还没有定论（[条文](/statute/{LEGISLATION}:99)）。

</div>

<div class="lesson-open">

句20，技术机构怎样适用，没有定论（[条文](/statute/{PERMIT}:42)）。

</div>

句21，技术机构不得弄虚作假（[条文](/statute/{PERMIT}:42)）。

句22，登记的情况和法典并存（[条文](/statute/{PERMIT}:35.1.1)）。

句23，下位法不得与上位法冲突（[条文](/statute/{LEGISLATION}:99)）。

%%

## 五、数字

句24，这家罚了8万元，没有超过上限（[条文](/statute/{CODE}:1229)）。<!-- 案情：8万元 -->

句25，这家罚了8万元，没有超过上限（[条文](/statute/{CODE}:1229)）。

句26，总投资600万元的，最多罚30万元
（[条文](/statute/{EIA}:31)）。<!-- 行为日：2026-06-30 --><!-- 案情：600万元 --><!--
计算：30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5% -->

句27，总投资600万元的，最多罚40万元
（[条文](/statute/{EIA}:31)）。<!-- 行为日：2026-06-30 --><!-- 案情：600万元 --><!--
计算：40万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5% -->

句28，总投资600万元的，最多罚36万元
（[条文](/statute/{EIA}:31)）。<!-- 行为日：2026-06-30 --><!-- 案情：600万元 --><!--
计算：36万元 = 总投资 × 比例；总投资 = 600万元；比例 = 6% -->

句29，立案审查15日内决定（[条文](/statute/{MEASURES}:18)）。

句30，立案审查10日内决定（[条文](/statute/{MEASURES}:18)）。

句31，听证线是二十万元以上（[条文](/statute/{MEASURES}:89)）。<!-- 案情：7万元 -->

<div class="lesson-case">

句32，某厂罚了9万元，可以不交吗？

</div>

<div class="lesson-mistake">

**误区一**　句33，听证线是五十万元以上。

**正确**　句34，单位二十万元以上可以要求听证。

**依据**　[条文](/statute/{MEASURES}:89)

</div>
"""

TEXT = '"示范解析：处{}罚款。"'
QUESTIONS = (
    question_toml("sample-q-01", [f"{PERMIT}:34"], acts_on="2026-09-01"),
    question_toml("sample-q-02", [f"{PERMIT}:34"], acts_on="2026-07-10"),
    question_toml("sample-q-03", [f"{AIR}:98", f"{CODE}:1229"], acts_on="2026-07-10"),
    question_toml(
        "sample-q-04",
        [f"{AIR}:98", f"{CODE}:1229"],
        acts_on="2026-07-10",
        decided_on="2026-11-25",
    ),
    question_toml("sample-q-05", [f"{NOISE}:75"]),
    question_toml("sample-q-06", [f"{NOISE}:75"], historical="true"),
    question_toml("sample-q-07", [f"{CODE}:1229"], explanation=TEXT.format("6万元")),
    question_toml("sample-q-08", [f"{CODE}:1229"], explanation=TEXT.format("5万元")),
    question_toml("sample-q-09", [f"{CODE}:1243"]),
    question_toml("sample-q-10", [f"{LEGISLATION}:99"]),
)
ENOUGH = tuple(
    question_toml(f"sample-more-{number}", [f"{MEASURES}:46"], topics=f'["sample-{topic}"]')
    for number, topic in enumerate(["one", "two", "three"] * 4)
)
"""Questions that keep the practice of the lesson from being too small."""


def write_course_in_time(folder: Path) -> None:
    """Write the course and its questions into a folder."""
    write_lesson(folder / "courses", LESSON, CITES)
    write_questions(folder, *QUESTIONS, *ENOUGH)
