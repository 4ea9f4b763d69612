"""What axe-core says about a page, and what a keyboard shows."""

from playwright.sync_api import Page

_RUN = """
async () => {
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"],
    selectors: false,
  });
  return violations
    .filter((fault) => ["serious", "critical"].includes(fault.impact))
    .map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" | ")}`);
}
"""

_OUTLINED = """
() => {
  const focused = document.activeElement;
  const around = [focused, focused.parentElement, focused.parentElement?.parentElement];
  return around.filter(Boolean).some((element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  });
}
"""


def serious_faults(page: Page, axe: str) -> list[str]:
    """Return the violations of serious or critical impact, each with the elements at fault.

    `axe` is the text of axe-core; it is run by the debugger's protocol, which no policy of the
    page forbids.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe)
    faults: list[str] = page.evaluate(_RUN)
    return faults


def focus_is_visible(page: Page) -> bool:
    """Whether an outline is drawn around the focused element or what it lies in."""
    return bool(page.evaluate(_OUTLINED))
