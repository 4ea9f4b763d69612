"""What axe-core says about a page, and what a keyboard shows."""

from playwright.sync_api import Page

_RUN = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations
    .filter((fault) => ["serious", "critical"].includes(fault.impact))
    .map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" | ")}`);
}
"""

_FOCUS = """
() => {
  const focused = document.activeElement;
  const look = (style) => [style.outlineStyle, style.outlineWidth, style.boxShadow,
    style.borderColor, style.backgroundColor, style.textDecoration].join();
  const before = look(getComputedStyle(focused));
  focused.blur();
  const after = look(getComputedStyle(focused));
  focused.focus({ focusVisible: true });
  return before !== after;
}
"""


def serious_faults(page: Page, axe: str) -> list[str]:
    """Return the violations of serious or critical impact, each with the elements at fault.

    `axe` is the text of axe-core; it is run by the debugger's protocol, which no policy of the
    page forbids.
    """
    page.evaluate(axe)
    faults: list[str] = page.evaluate(_RUN)
    return faults


def focus_is_visible(page: Page) -> bool:
    """Whether the focused element looks different from how it looks without the focus."""
    return bool(page.evaluate(_FOCUS))
