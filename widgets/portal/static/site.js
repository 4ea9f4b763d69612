"use strict";
// Small comforts of every page: menus close by themselves, a form is sent only once.

(() => {
  const menus = [...document.querySelectorAll(".nav-menu, .user-menu")];

  function closeAllBut(element) {
    for (const menu of menus) if (menu.open && !menu.contains(element)) menu.open = false;
  }

  document.addEventListener("click", (event) => closeAllBut(event.target));
  // Focus that goes on to the page leaves no menu open above it; on a lost focus nothing moves.
  document.addEventListener("focusin", (event) => closeAllBut(event.target));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && menus.find((menu) => menu.open);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
