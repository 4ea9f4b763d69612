"""The page behind every citation: its standing, its words, old and new, and who cites it."""

import re

import pytest
from builders.kernel_page import open_page, page_token
from builders.reader_home import CODE, NOISE, NOT_HELD, OWN

TAUGHT = f"/statute/{NOT_HELD}:18"
"""An article that a lesson for officers and questions of the bank cite."""


def words_of(text: str) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


class TestStanding:
    def test_an_article_in_force_says_so_for_today(self, settled_officer):
        text = settled_officer.ask(f"/statute/{OWN}:1").text
        assert banner_of(text).startswith("law-good")
        assert "现行有效" in banner_of(text)
        assert "今天" in banner_of(text)

    def test_a_repealed_article_names_what_repealed_it(self, settled_officer):
        banner = banner_of(settled_officer.ask(f"/statute/{NOISE}:82").text)
        assert "已废止" in banner
        assert f'href="/statute/{CODE}:1242"' in banner

    def test_the_standing_is_that_of_the_day_asked_for(self, settled_officer):
        old, new = (
            banner_of(settled_officer.ask(f"/statute/{one}?on=2026-08-14").text)
            for one in (f"{NOISE}:82", f"{CODE}:1190")
        )
        assert "现行有效" in old
        assert "尚未施行" in new
        assert f'当时看：</strong><a href="/statute/{NOISE}:82?on=2026-08-14">' in new
        assert "2026年8月14日" in new

    def test_an_article_overridden_by_a_higher_law_names_it(self, settled_officer):
        article = "/statute/pollutant-discharge-permit-regulation-2021:34"
        before = banner_of(settled_officer.ask(f"{article}?on=2026-08-14").text)
        after = banner_of(settled_officer.ask(f"{article}?on=2026-08-15").text)
        assert "现行有效" in before
        assert "被上位法取代" in after
        assert f'href="/statute/{CODE}:1103' in after

    def test_an_instrument_without_a_text_is_unsure(self, settled_officer):
        text = settled_officer.ask("/statute/legislation-law:1").text
        assert "存疑" in banner_of(text)
        assert "未导入" in text

    def test_the_day_is_kept_on_the_way_to_other_articles(self, settled_officer):
        text = settled_officer.ask(f"/statute/{OWN}:2?on=2025-01-01").text
        assert f'href="/statute/{OWN}:3?on=2025-01-01"' in text
        assert f'href="/statutes/{OWN}?on=2025-01-01"' in text
        assert f'href="/statute/{OWN}:2"' in text  # back to today


class TestWords:
    def test_the_whole_article_is_shown_where_it_stands(self, settled_officer):
        text = settled_officer.ask(f"/statute/{OWN}:3").text
        assert "第二章 示范措施" in text
        assert "示范没有围挡；" in text
        assert "law-cited" not in text

    def test_the_cited_item_is_marked(self, settled_officer):
        text = settled_officer.ask(f"/statute/{OWN}:3.1.2").text
        assert text.count("引用的就是这一项") == 1
        marked = text.split("引用的就是这一项")[1]
        assert marked.index("示范没有冲洗") < 200

    def test_a_paragraph_that_the_text_does_not_have_is_said(self, settled_officer):
        answer = settled_officer.ask(f"/statute/{OWN}:1.7")
        assert answer.status == 404
        assert "没有这一款或者这一项" in answer.text

    def test_the_articles_before_and_after_are_those_of_the_text(self, settled_officer):
        text = settled_officer.ask(f"/statute/{CODE}:1190").text
        assert f'rel="prev" href="/statute/{CODE}:1102"' in text
        assert f'rel="next" href="/statute/{CODE}:1229"' in text
        assert 'rel="next"' not in settled_officer.ask(f"/statute/{CODE}:1229").text

    def test_without_a_text_the_neighbours_are_counted(self, settled_officer):
        text = settled_officer.ask(TAUGHT).text
        assert f'rel="prev" href="/statute/{NOT_HELD}:17"' in text
        assert f'rel="next" href="/statute/{NOT_HELD}:19"' in text

    def test_without_a_text_it_says_what_to_look_for_and_how_to_import(self, settled_officer):
        text = settled_officer.ask(TAUGHT).text
        assert "未导入" in text
        assert "“生态环境行政处罚办法”" in text
        assert "xuefa statutes import" in text

    def test_the_version_of_the_day_is_shown_and_the_others_are_linked(self, settled_officer):
        new = settled_officer.ask(f"/statute/{OWN}:2").text
        old = settled_officer.ask(f"/statute/{OWN}:2?on=2021-01-01").text
        assert "2024年1月1日起施行的文本。" in new
        assert f'href="/statute/{OWN}:2?on=2020-05-01"' in new
        assert "示范单位应当扫地" in old
        assert "2020年5月1日起施行的文本。" in old

    def test_a_day_before_every_version_is_shown_the_wrong_one_with_a_word(self, settled_officer):
        text = settled_officer.ask(f"/statute/{NOISE}:82?on=2020-01-01").text
        assert "2020年1月1日的版本没有导入，下面是2022年6月5日起施行的文本。" in text
        assert "尚未施行" in banner_of(text)

    def test_the_permanent_link_holds_no_day(self, portal, settled_officer):
        text = settled_officer.ask(f"/statute/{OWN}:2.1?on=2025-01-01").text
        assert f">{portal.address}/statute/{OWN}:2.1</span>" in text


class TestOldAndNew:
    def test_an_old_article_stands_beside_its_successor_with_the_differences_marked(
        self, settled_officer
    ):
        text = settled_officer.ask(f"/statute/{NOISE}:82").text
        part = text.split("由什么取代")[1]
        assert "<ins>" in part
        assert "示范旧条" in words_of(part)
        assert "示范新条" in words_of(part)
        assert f'href="/statute/{CODE}:1190"' in part

    def test_a_new_article_stands_beside_its_predecessor(self, settled_officer):
        part = settled_officer.ask(f"/statute/{CODE}:1190").text.split("从哪里来")[1]
        assert f'href="/statute/{NOISE}:82"' in part
        assert "<del>" in part

    def test_without_the_texts_the_rows_of_our_table_are_compared(self, settled_officer):
        part = settled_officer.ask(f"/statute/{NOISE}:77").text.split("由什么取代")[1]
        assert "1万–10万元" in part
        assert "条文没有导入" in part

    def test_an_article_without_a_successor_says_why(self, settled_officer):
        part = settled_officer.ask(f"/statute/{NOISE}:37").text.split("由什么取代")[1]
        assert "新法没有对应的条文" in part


class TestWhoCites:
    def test_the_penalties_of_an_article_are_listed(self, settled_officer):
        text = settled_officer.ask(f"/statute/{CODE}:1229").text
        assert "罚则" in text
        assert "罚款：5万–20万元" in text
        assert f'href="/statute/{NOISE}:71"' in text

    def test_the_rules_that_give_way_to_an_article_are_listed(self, settled_officer):
        part = settled_officer.ask(f"/statute/{CODE}:1103").text.split("下位法让位给这一条")[1]
        assert 'href="/statute/pollutant-discharge-permit-regulation-2021:34' in part
        assert "2026年8月15日" in part

    def test_the_time_limits_of_an_article_are_listed(self, settled_officer):
        part = settled_officer.ask(TAUGHT).text.split("程序时限和门槛")[1]
        assert "15日" in part

    def test_the_lessons_are_links_for_those_who_may_open_them(self, newcomer):
        officer, trainee = (newcomer(role).ask(TAUGHT).text for role in ("officer", "trainee"))
        assert '<a href="/lesson/penalty-1-3">' in officer
        assert '<a href="/lesson/penalty-1-3">' not in trainee
        assert "为其他角色开设" in trainee

    @pytest.mark.parametrize("role", ["instructor", "manager"])
    def test_instructors_and_managers_see_which_questions_cite_it(self, newcomer, bank, role):
        text = newcomer(role).ask(TAUGHT).text
        cited = [q for q in bank if any(one.split(".")[0].endswith(":18") for one in q.cites)]
        assert cited
        for question in cited:
            assert question.id in text

    @pytest.mark.parametrize("role", ["officer", "leader", "trainee", "administrator"])
    def test_nobody_else_learns_what_is_asked(self, newcomer, bank, role):
        text = newcomer(role).ask(TAUGHT).text
        assert "题" not in text.split('id="content"')[1].split("<footer")[0]
        assert not any(question.id in text for question in bank)

    @pytest.mark.parametrize("role", ["officer", "instructor"])
    def test_no_page_of_the_reader_holds_what_only_an_answer_shows(
        self, newcomer, question_texts, role
    ):
        reader = newcomer(role)
        for path in (TAUGHT, f"/statutes/{NOT_HELD}", "/statutes?q=%E7%AB%8B%E6%A1%88"):
            text = reader.ask(path).text
            assert not any(one in text for one in question_texts)


class TestUnknown:
    @pytest.mark.parametrize(
        "citation",
        [
            "nothing:1",
            f"{OWN}:5",
            f"{OWN}:s1",
            f"{OWN}:1-1",
            f"{CODE}:1243",
            f"{OWN}:01",
            f"{OWN}:1.x",
            OWN,
            f"{OWN}:",
            ".:.",
        ],
    )
    def test_a_place_that_does_not_exist_is_not_found(self, settled_officer, citation):
        answer = settled_officer.ask(f"/statute/{citation}")
        assert answer.status == 404
        assert "没有这个页面" in answer.text


class TestApi:
    def test_a_browser_is_given_the_picture_of_an_article(self, settled_officer):
        answer = settled_officer.ask(f"/api/statute/{OWN}:2.1?on=2025-01-01").json
        assert (answer["citation"], answer["on"]) == (f"{OWN}:2.1", "2025-01-01")
        assert answer["standing"] == "现行有效"
        assert "示范单位应当洒水" in answer["html"]

    @pytest.mark.parametrize(
        ("path", "status", "words"),
        [
            ("nothing:1", 404, "没有登记这个法律文件"),
            (f"{OWN}:x", 404, "引用的写法不对"),
            (f"{OWN}:9", 404, "请核对条号"),
            (f"{OWN}:1?on=x", 400, "日期的写法不对"),
        ],
    )
    def test_what_is_wrong_is_said_in_a_sentence(self, settled_officer, path, status, words):
        answer = settled_officer.ask(f"/api/statute/{path}")
        assert (answer.status, words in answer.json["message"]) == (status, True)

    def test_a_kernel_is_given_it_with_the_token_of_its_page(self, portal, newcomer):
        page = open_page(newcomer(), "/lesson/penalty-1-4")
        headers = {"Authorization": f"Bearer {page_token(portal, page.kernel_id)}"}
        stranger = type(page.visitor)(portal.address)
        answer = stranger.ask(f"/api/statute/{OWN}:2", headers=headers)
        assert (answer.status, answer.json["citation"]) == (200, f"{OWN}:2")
        assert stranger.ask(f"/statute/{OWN}:2", headers=headers).status == 302

    def test_a_forged_token_opens_nothing(self, portal, settled_officer):
        stranger = type(settled_officer)(portal.address)
        headers = {"Authorization": "Bearer nothing"}
        assert stranger.ask(f"/api/statute/{OWN}:1", headers=headers).status in {401, 403}


def banner_of(text: str) -> str:
    """Return the banner of a page, beginning with its tone."""
    return text.split('<div class="law-banner ')[1].split("</div>", maxsplit=1)[0]
