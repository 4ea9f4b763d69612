"""The PDF: one page for each certificate, its text as it was typed, its fonts inside."""

import io

import pytest
import typst
from builders.certificates import KEY, make_certificate
from builders.clock import SetClock
from pypdf import PdfReader

from grading.certificates import fonts
from grading.certificates.check_codes import printed_code
from grading.certificates.document import certificates_pdf, check_address
from grading.certificates.errors import NoChineseFontError, UnsettableTextError
from grading.certificates.fonts import chinese_fonts, chosen_families
from grading.certificates.glyphs import missing_signs
from grading.certificates.model import Revocation

ADDRESS = "https://xuefa.example.com"
MARKUP = '#panic("x") $x^2$ *粗* _斜_ `代码` = 标题 \\ // 注 <标> @引 [括] "引号" #sys.inputs'
RARE = "𬭎㛃䶮"


@pytest.fixture(scope="module", autouse=True)
def _needs_a_font():
    try:
        fonts.chinese_fonts()
    except NoChineseFontError:
        pytest.skip("no Chinese font on this machine")


def text_of(page) -> str:
    return "".join(page.extract_text().split())


def test_each_page_says_everything_that_its_code_covers():
    other = make_certificate(4, name="阿依古丽·示范", enterprise="", topic="示范新法")
    certificates = [make_certificate(3), other]
    content = certificates_pdf(certificates, KEY, public_url=ADDRESS)
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 2
    for one, page in zip(certificates, reader.pages, strict=True):
        text = text_of(page)
        for told in (one.name, one.enterprise, one.topic, one.place, one.bureau, str(one.number)):
            assert told in text
        for told in ("3.5学时", "2026年9月1日", "2026年9月2日", "测验合格", "培训证书"):
            assert told in text
        assert printed_code(KEY.code(one)) in text
        assert f"{ADDRESS}/verify" in text
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        assert (round(width), round(height)) == (842, 595)
    first, second = map(text_of, reader.pages)
    assert "示范排污许可培训”，学习" in first
    assert "示范新法”培训，学习" in second
    assert "示范数据" not in first
    assert content == certificates_pdf(certificates, KEY, public_url=ADDRESS)


def test_every_font_is_inside_and_every_sign_can_be_found():
    content = certificates_pdf([make_certificate()], KEY, public_url=None)
    found = PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/Font"]
    assert found
    for font in found.values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"].get_object()
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
        assert "/ToUnicode" in font.get_object()


def test_what_people_typed_is_text_and_never_markup():
    long = "示范" * 64
    one = make_certificate(name=f"{RARE}{MARKUP}"[:64], enterprise=long, topic=MARKUP, place=MARKUP)
    content = certificates_pdf([one], KEY, public_url=None, is_demo=True)
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 1
    text = text_of(reader.pages[0])
    for told in (one.name, one.topic, one.place):
        assert "".join(told.split()) in text
    assert text.count("示范") >= 64
    assert "示范数据" in text


def test_a_revoked_certificate_says_so_across_its_page():
    revoked = make_certificate(4, revoked=Revocation(reason="示范", by="示范", at=SetClock()()))
    pages = PdfReader(
        io.BytesIO(certificates_pdf([make_certificate(), revoked], KEY, public_url=None))
    ).pages
    assert ["已作废" in text_of(page) for page in pages] == [False, True]


def test_a_sign_that_no_font_has_is_named_instead_of_set_as_a_box():
    one = make_certificate(name="示范\ue863甲\u0378\x00")
    with pytest.raises(UnsettableTextError, match=r"U\+E863、U\+0378、U\+0000") as caught:
        certificates_pdf([one], KEY, public_url=None)
    assert caught.value.signs == "\ue863\u0378\x00"
    glyphs = chinese_fonts().glyphs
    assert missing_signs("\u3000\u200b 培训证书·“”\ufe00", glyphs) == ""
    assert missing_signs("培", []) == "培"


def test_without_a_public_address_the_bureau_is_asked():
    content = certificates_pdf([make_certificate()], KEY, public_url=None)
    page = PdfReader(io.BytesIO(content)).pages[0]
    assert "向示范市生态环境局核验" in text_of(page)
    assert "verify" not in text_of(page)
    code = KEY.code(make_certificate())
    assert check_address(make_certificate(), KEY, f"{ADDRESS}/") == (
        f"{ADDRESS}/verify/2026-007-003/{code}"
    )


def test_fonts_are_chosen_for_their_signs_and_a_machine_without_says_what_to_install(monkeypatch):
    title, text = chosen_families(["Microsoft YaHei", "SimSun", "SimSun-ExtB", "Arial"])
    assert title == ("SimSun", "Microsoft YaHei", "SimSun-ExtB")
    assert text == ("Microsoft YaHei", "SimSun", "SimSun-ExtB")
    assert chosen_families(["Noto Sans CJK SC"])[0] == ("Noto Sans CJK SC",)
    bare = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    monkeypatch.setattr(fonts, "_found", None)
    monkeypatch.setattr(fonts.typst, "Fonts", lambda **_: bare)
    with pytest.raises(NoChineseFontError, match="fonts-noto-cjk"):
        certificates_pdf([make_certificate()], KEY, public_url=None)
