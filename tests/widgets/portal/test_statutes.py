"""The statute reader: browsing, contents, searching, and what is refused."""

import shutil
from urllib.parse import quote, urlencode

import pytest
from builders.portal_people import new_visitor
from builders.reader_home import CODE, NOISE, NOT_HELD, OWN, OWN_TITLE
from builders.server import running_portal
from markupsafe import escape

ROLES = ("officer", "leader", "trainee", "instructor", "manager", "administrator")
ANSWERED = {
    "/statutes": "法规",
    f"/statutes/{OWN}": OWN_TITLE,
    f"/statutes/{NOT_HELD}": "未导入",
    f"/statute/{OWN}:2": "示范单位应当洒水",
    "/statutes?q=" + quote("洒水"): "找到",
}


def search(**asked: str) -> str:
    return "/statutes?" + urlencode(asked)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_is_logged_in_may_read_the_law(newcomer, role):
    reader = newcomer(role)
    for path, words in ANSWERED.items():
        answer = reader.ask(path)
        assert answer.status == 200, path
        assert words in answer.text, path


def test_the_navigation_leads_to_the_reader(settled_officer):
    front, reader = (settled_officer.ask(path).text for path in ("/", f"/statute/{OWN}:1"))
    assert '<a href="/statutes">法规</a>' in front
    assert '<a href="/statutes" aria-current="page">法规</a>' in reader


@pytest.fixture(scope="module")
def bare_reader(copied_home, tmp_path_factory):
    """An officer of a portal to which nobody has imported anything."""
    home = copied_home(tmp_path_factory.mktemp("bare"))
    shutil.rmtree(home / "statutes")
    with running_portal(home) as portal:
        yield new_visitor(portal)


class TestBrowsing:
    def test_instruments_stand_under_their_kind_with_their_standing(self, settled_officer):
        text = settled_officer.ask("/statutes").text
        assert text.index(">法律 <") < text.index(">行政法规 <") < text.index(">部门规章 <")
        row = row_of(text, NOISE)
        assert "已废止" in row
        assert "已导入" in row
        assert "90 条" in row
        assert "未导入" in row_of(text, NOT_HELD)

    def test_the_list_can_be_for_a_day(self, settled_officer):
        before = settled_officer.ask(search(on="2026-08-14")).text
        after = settled_officer.ask(search(on="2026-08-15")).text
        assert row_of(before, NOISE)
        assert row_of(after, NOISE) is None
        assert row_of(before, CODE) is None
        assert row_of(after, CODE)
        assert f'href="/statutes/{CODE}?on=2026-08-15"' in after

    def test_the_list_can_be_of_one_kind(self, settled_officer):
        text = settled_officer.ask(search(kind="地方政府规章")).text
        assert row_of(text, OWN)
        assert row_of(text, CODE) is None

    def test_an_empty_list_says_what_to_do(self, settled_officer):
        text = settled_officer.ask(search(on="1949-10-01")).text
        assert "没有符合条件的法律文件" in text
        assert 'href="/statutes"' in text


class TestContents:
    def test_chapters_and_articles_are_listed(self, settled_officer):
        text = settled_officer.ask(f"/statutes/{OWN}").text
        assert "第二章 示范措施" in text
        assert f'href="/statute/{OWN}:3"' in text
        assert "有下列示范情形之一的" in text

    @pytest.mark.parametrize("number", ["3", "三", "第三条", "３", "第3条"])
    def test_an_article_is_opened_by_its_number(self, settled_officer, number):
        answer = settled_officer.ask(f"/statutes/{OWN}?" + urlencode({"article": number}))
        assert (answer.status, answer.headers["Location"]) == (302, f"/statute/{OWN}:3")

    def test_the_day_is_kept_when_an_article_is_opened(self, settled_officer):
        answer = settled_officer.ask(f"/statutes/{OWN}?article=3&on=2025-01-01")
        assert answer.headers["Location"] == f"/statute/{OWN}:3?on=2025-01-01"

    @pytest.mark.parametrize("number", ["5", "0", "-1", "x", "99999", "１７"])
    def test_a_number_that_is_none_of_its_articles_is_refused(self, settled_officer, number):
        answer = settled_officer.ask(f"/statutes/{OWN}?" + urlencode({"article": number}))
        assert answer.status == 400
        assert "请填 1 到 4" in answer.text

    def test_without_a_text_it_says_what_to_import_and_lists_what_is_known(self, settled_officer):
        text = settled_officer.ask(f"/statutes/{NOT_HELD}").text
        assert "未导入" in text
        assert "xuefa statutes import" in text
        assert f'href="/statute/{NOT_HELD}:18"' in text
        assert "生态环境部" in text

    def test_the_permit_catalogue_is_listed_from_our_table(self, settled_officer):
        text = settled_officer.ask("/statutes/pollutant-discharge-permit-catalogue-2019").text
        assert "112 类" in text
        assert text.count('data-name="序号"') == 112

    @pytest.mark.parametrize("instrument", ["nothing", "Code", "a_b", "shifan"])
    def test_an_unknown_instrument_is_not_found(self, settled_officer, instrument):
        answer = settled_officer.ask(f"/statutes/{instrument}")
        assert answer.status == 404
        assert "没有登记这个法律文件" in answer.text


class TestSearching:
    def test_a_word_of_two_characters_is_found_and_marked(self, settled_officer):
        text = settled_officer.ask(search(q="洒水")).text
        assert "<mark>洒水</mark>" in text
        assert f'href="/statute/{OWN}:2?{urlencode({"q": "洒水"})}"' in text
        assert "第一章 示范总则" in text

    def test_the_words_are_marked_in_the_article_that_a_hit_leads_to(self, settled_officer):
        text = settled_officer.ask(f"/statute/{OWN}:2?{urlencode({'q': '洒水 <b>'})}").text
        assert "示范单位应当<mark>洒水</mark>。" in text
        assert "<b>" not in text

    def test_an_article_number_leads_to_the_article(self, settled_officer):
        for query in ("法典1102条", "生态环境法典第一千一百零二条", "第一千一百零二条"):
            text = settled_officer.ask(search(q=query)).text
            assert f'<a href="/statute/{CODE}:1102">' in text.split("law-jump")[1], query

    def test_an_article_without_a_text_is_pointed_to_as_well(self, settled_officer):
        text = settled_officer.ask(search(q="生态环境行政处罚办法第十八条")).text
        assert f'<a href="/statute/{NOT_HELD}:18">' in text

    def test_the_name_of_an_instrument_leads_to_its_contents(self, settled_officer):
        text = settled_officer.ask(search(q=OWN_TITLE)).text
        assert f'<a href="/statutes/{OWN}">' in text

    def test_hits_can_be_of_what_was_in_force_on_a_day(self, settled_officer):
        before = settled_officer.ask(search(q="夜间喧哗", on="2026-08-14")).text
        after = settled_officer.ask(search(q="夜间喧哗", on="2026-08-15")).text
        assert f"/statute/{NOISE}:82?on=2026-08-14&amp;q=" in before
        assert f"/statute/{CODE}:1190" not in before
        assert f"/statute/{CODE}:1190?on=2026-08-15&amp;q=" in after
        assert f"/statute/{NOISE}:82" not in after

    def test_what_is_in_force_today_comes_before_what_is_repealed(self, settled_officer):
        text = settled_officer.ask(search(q="夜间喧哗")).text
        assert text.index(f"/statute/{CODE}:1190") < text.index(f"/statute/{NOISE}:82")

    def test_hits_can_be_of_one_instrument_or_kind(self, settled_officer):
        for asked in ({"instrument": OWN}, {"kind": "地方政府规章"}):
            text = settled_officer.ask(search(q="示范", **asked)).text
            assert f"/statute/{OWN}:2" in text
            assert f"/statute/{CODE}:1190" not in text

    def test_nothing_found_says_what_to_try(self, settled_officer):
        text = settled_officer.ask(search(q="无此一说")).text
        assert "没有找到“无此一说”" in text
        assert "换一个短一点的词" in text

    def test_signs_alone_are_nothing_to_look_for(self, settled_officer):
        assert "没有可以检索的字" in settled_officer.ask(search(q="，。")).text

    def test_a_paragraph_that_was_pasted_is_looked_for(self, settled_officer):
        assert settled_officer.ask(search(q="示范" * 400)).status == 200

    def test_a_page_beyond_the_last_leads_back(self, settled_officer):
        text = settled_officer.ask(search(q="示范", page="99")).text
        assert "没有第 99 页" in text

    @pytest.mark.parametrize(
        "query",
        ['"', "'", "*", "AND", "OR NOT", "(", "a:b", "^洒", "%", "_", "洒水 -", "；；", "\\", "🌿"],
    )
    def test_a_strange_query_is_only_looked_for(self, settled_officer, query):
        assert settled_officer.ask(search(q=query)).status == 200

    @pytest.mark.parametrize(
        "query", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><b>"]
    )
    def test_a_query_is_shown_as_text(self, settled_officer, query):
        answer = settled_officer.ask(search(q=query, instrument=OWN))
        assert answer.status == 200
        assert query not in answer.text
        assert str(escape(query)) in answer.text


class TestMalformedAddresses:
    @pytest.mark.parametrize("path", ["/statutes", f"/statutes/{OWN}", f"/statute/{OWN}:1"])
    @pytest.mark.parametrize(
        "day",
        ["morgen", "2026-02-30", "2026-8-15", "20260815", "2026-08-15T00:00", "<b>", "0000-01-01"],
    )
    def test_a_malformed_day_is_refused_with_a_sentence(self, settled_officer, path, day):
        answer = settled_officer.ask(f"{path}?" + urlencode({"on": day}))
        assert answer.status == 400
        assert "日期的写法不对" in answer.text
        assert "请写成 2026-08-15" in answer.text
        assert "<b>" not in answer.text

    @pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "9" * 40])
    def test_a_malformed_page_is_refused_with_a_sentence(self, settled_officer, number):
        answer = settled_officer.ask(search(q="示范", page=number))
        assert (answer.status, "页码的写法不对" in answer.text) == (400, True)

    def test_an_unknown_kind_is_refused_with_those_there_are(self, settled_officer):
        answer = settled_officer.ask(search(kind="家规"))
        assert (answer.status, "行政法规" in answer.text) == (400, True)

    def test_an_unknown_instrument_is_not_found(self, settled_officer):
        assert settled_officer.ask(search(q="示范", instrument="nothing")).status == 404

    def test_a_query_that_is_a_whole_text_is_refused(self, settled_officer):
        answer = settled_officer.ask(search(q="长" * 1001))
        assert (answer.status, "检索词太长" in answer.text) == (400, True)

    def test_half_a_character_is_refused(self, settled_officer):
        answer = settled_officer.ask("/statutes?q=%E6%B4")
        assert (answer.status, "请从搜索框重新输入" in answer.text) == (400, True)

    def test_blanks_ask_for_nothing(self, settled_officer):
        answer = settled_officer.ask("/statutes?q=+++&on=&kind=&instrument=&page=")
        assert (answer.status, "<h1>法规</h1>" in answer.text) == (200, True)


def row_of(text: str, instrument: str) -> str | None:
    """Return the row of an instrument in the list."""
    rows = text.split('<li class="row">')[1:]
    return next((row for row in rows if f'href="/statutes/{instrument}' in row), None)


class TestNothingImported:
    def test_the_list_says_how_to_import(self, bare_reader):
        text = bare_reader.ask("/statutes").text
        assert "还没有导入条文" in text
        assert "xuefa statutes import" in text

    def test_a_search_says_why_nothing_is_found_and_points_to_what_was_named(self, bare_reader):
        text = bare_reader.ask(search(q="法典1102条")).text
        assert "检索不了全文" in text
        assert f'<a href="/statute/{CODE}:1102">' in text

    def test_an_article_shows_the_rows_of_our_tables(self, bare_reader):
        text = bare_reader.ask(f"/statute/{NOISE}:82").text
        assert "未导入" in text
        assert "个人200–1000元；单位2千–2万元" in text
        assert "<ins>" not in text
